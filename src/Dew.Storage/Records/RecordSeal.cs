using System.Buffers.Binary;
using System.Security.Cryptography;
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
    private const int LongestOnStack = 512;

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

    /// <summary>Where values are sealed that are no records but go out and come back. No family may ever have this name.</summary>
    internal static ReadOnlySpan<byte> ValuesName => "value"u8;

    internal byte[] Seal(Family family, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content) =>
        Seal(family.NameAscii.Span, recordKey, content);

    /// <inheritdoc cref="Seal(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte})"/>
    internal byte[] Seal(ReadOnlySpan<byte> name, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        byte[] sealedValue = new byte[Overhead + content.Length];
        Seal(name, recordKey, content, sealedValue);
        return sealedValue;
    }

    /// <summary>Seals a value for a place.</summary>
    /// <param name="name">The family's name, or <see cref="ValuesName"/>.</param>
    /// <param name="recordKey">The key in the family.</param>
    /// <param name="content">The value.</param>
    /// <param name="sealedValue">Receives what is sealed, <see cref="Overhead"/> bytes more than the content.</param>
    internal void Seal(ReadOnlySpan<byte> name, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content, Span<byte> sealedValue)
    {
        int length = AssociatedDataLength(name, recordKey);
        Span<byte> associatedData = length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[length];
        associatedData = associatedData[..length];
        WriteAssociatedData(associatedData, name, recordKey);
        sealedValue[0] = Format;
        Span<byte> nonce = sealedValue.Slice(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        s_algorithm.Encrypt(_key, nonce, associatedData, content, sealedValue[(1 + NonceLength)..]);
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

        return TryOpen(family.NameAscii.Span, recordKey, sealedValue) ??
            throw RecordName.Damaged(family, recordKey, "its seal does not open: it was edited, moved or cut off.");
    }

    /// <summary>The content of a value, or null if it was not sealed with this key for this place.</summary>
    internal byte[]? TryOpen(ReadOnlySpan<byte> name, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < Overhead || sealedValue[0] != Format)
        {
            return null;
        }

        int length = AssociatedDataLength(name, recordKey);
        Span<byte> associatedData = length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[length];
        associatedData = associatedData[..length];
        WriteAssociatedData(associatedData, name, recordKey);
        byte[] content = new byte[sealedValue.Length - Overhead];
        return s_algorithm.Decrypt(
            _key, sealedValue.Slice(1, NonceLength), associatedData, sealedValue[(1 + NonceLength)..], content)
            ? content
            : null;
    }

    public void Dispose() => _key.Dispose();

    private static int AssociatedDataLength(ReadOnlySpan<byte> name, ReadOnlySpan<byte> recordKey) =>
        2 + name.Length + sizeof(int) + recordKey.Length;

    /// <summary>Format, length of the name (1 byte), name, length of the record's key (4 bytes, big-endian), key.</summary>
    private static void WriteAssociatedData(Span<byte> data, ReadOnlySpan<byte> name, ReadOnlySpan<byte> recordKey)
    {
        data[0] = Format;
        data[1] = (byte)name.Length;
        name.CopyTo(data[2..]);
        Span<byte> rest = data[(2 + name.Length)..];
        BinaryPrimitives.WriteInt32BigEndian(rest, recordKey.Length);
        recordKey.CopyTo(rest[sizeof(int)..]);
    }
}
