using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Dew.Storage;

/// <summary>
/// Seals record values with the store key (XChaCha20-Poly1305), bound to the record's family and key, so that an edited, moved or
/// truncated record does not open. Sealed: format byte, nonce, ciphertext, tag. Any thread may use it.
/// </summary>
/// <remarks>
/// The nonce is random: 192 bits make a repetition improbable (below 2^-64) for 2^64 records under one key, without a counter that a
/// restored backup could set back (draft-irtf-cfrg-xchacha-03 §2.1).
/// </remarks>
internal sealed class RecordSeal : IDisposable
{
    internal const int StoreKeyLength = 32;
    internal const byte Format = 1;
    internal const int Overhead = 1 + NonceLength + TagLength;

    private const int NonceLength = 24;
    private const int TagLength = 16;

    private static readonly XChaCha20Poly1305 s_algorithm = AeadAlgorithm.XChaCha20Poly1305;

    private readonly Key _key;

    /// <param name="storeKey">32 bytes; copied to memory that libsodium locks.</param>
    internal RecordSeal(ReadOnlySpan<byte> storeKey)
    {
        if (storeKey.Length != StoreKeyLength)
        {
            throw new ArgumentException($"A store key has {StoreKeyLength} bytes, not {storeKey.Length}.", nameof(storeKey));
        }

        _key = Key.Import(s_algorithm, storeKey, KeyBlobFormat.RawSymmetricKey);
    }

    internal byte[] Seal(Family family, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        byte[] sealedValue = new byte[Overhead + content.Length];
        sealedValue[0] = Format;
        Span<byte> nonce = sealedValue.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        s_algorithm.Encrypt(_key, nonce, AssociatedData(family, recordKey), content, sealedValue.AsSpan(1 + NonceLength));
        return sealedValue;
    }

    /// <summary>The content of a record.</summary>
    /// <exception cref="Core.Ports.StoreException">The record cannot be believed; the message names it.</exception>
    internal byte[] Open(Family family, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < Overhead)
        {
            throw RecordName.Damaged(family, recordKey, $"it has {sealedValue.Length} bytes, a sealed record at least {Overhead}.");
        }

        if (sealedValue[0] != Format)
        {
            throw RecordName.Damaged(family, recordKey, $"its seal has format {sealedValue[0]}, not {Format}.");
        }

        byte[] content = new byte[sealedValue.Length - Overhead];
        ReadOnlySpan<byte> nonce = sealedValue.Slice(1, NonceLength);
        return s_algorithm.Decrypt(_key, nonce, AssociatedData(family, recordKey), sealedValue[(1 + NonceLength)..], content)
            ? content
            : throw RecordName.Damaged(family, recordKey, "its seal does not open: it was edited, moved or cut off.");
    }

    public void Dispose() => _key.Dispose();

    /// <summary>Format, length of the family's name (1 byte), name, length of the record's key (4 bytes, big-endian), key.</summary>
    private static byte[] AssociatedData(Family family, ReadOnlySpan<byte> recordKey)
    {
        byte[] data = new byte[2 + family.Name.Length + sizeof(int) + recordKey.Length];
        data[0] = Format;
        data[1] = (byte)Encoding.ASCII.GetBytes(family.Name, data.AsSpan(2));
        Span<byte> rest = data.AsSpan(2 + data[1]);
        BinaryPrimitives.WriteInt32BigEndian(rest, recordKey.Length);
        recordKey.CopyTo(rest[sizeof(int)..]);
        return data;
    }
}
