using System.Buffers.Binary;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>
/// The first bytes of every ciphertext under a symmetric CMK. They name the key and version, so that decryption finds them, and are
/// authenticated whole.
/// </summary>
/// <remarks>
/// Layout, numbers little-endian; the whole ciphertext has 124 + 16·ceil(n/16) bytes for n bytes of plaintext (reference section 10):
/// <code>
///   0   1  format, 1
///   1   1  algorithm, 1 = AES-256-GCM
///   2   1  purpose: 1 data, 2 data key
///   3   1  additional data: 0 none, 1 text, 2 encryption context
///   4   4  n, bytes of plaintext
///   8  16  key id, as in its text form
///  24   4  key version
///  28  68  zero, reserved
///  96  12  nonce
/// 108  16  tag
/// 124      encrypted plaintext, padded with zero bytes to 16
/// </code>
/// Bytes 0..95 and the digest of the additional data are GCM's additional authenticated data; nonce and tag are bound by GCM itself.
/// </remarks>
internal readonly record struct CiphertextHeader(CiphertextPurpose Purpose, AdditionalDataKind AdditionalData, int PlaintextLength, Guid KeyId, uint KeyVersion)
{
    /// <summary>Bytes in front of nonce and tag.</summary>
    internal const int Size = 96;

    /// <summary>Bytes in front of the encrypted plaintext.</summary>
    internal const int FullSize = Size + CryptoSlot.NonceSize + CryptoSlot.TagSize;

    /// <summary>The longest plaintext, in bytes: that of encrypt-data.</summary>
    internal const int MaxPlaintextLength = 4096;

    private const byte Format = 1;
    private const byte Aes256Gcm = 1;
    private const int Block = 16;
    private const int ReservedOffset = 28;

    /// <summary>Bytes of plaintext with padding.</summary>
    internal static int PaddedLength(int plaintextLength) => (plaintextLength + Block - 1) / Block * Block;

    /// <summary>Writes the 96 bytes.</summary>
    internal void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        destination[0] = Format;
        destination[1] = Aes256Gcm;
        destination[2] = (byte)Purpose;
        destination[3] = (byte)AdditionalData;
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], PlaintextLength);
        _ = KeyId.TryWriteBytes(destination[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[24..], KeyVersion);
    }

    /// <summary>Reads a whole ciphertext's header; false if the bytes cannot be a ciphertext of this format.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> ciphertext, out CiphertextHeader header)
    {
        header = default;
        if (ciphertext.Length < FullSize + Block || ciphertext[0] != Format || ciphertext[1] != Aes256Gcm)
        {
            return false;
        }

        header = new CiphertextHeader(
            (CiphertextPurpose)ciphertext[2],
            (AdditionalDataKind)ciphertext[3],
            BinaryPrimitives.ReadInt32LittleEndian(ciphertext[4..]),
            new Guid(ciphertext.Slice(8, 16), bigEndian: true),
            BinaryPrimitives.ReadUInt32LittleEndian(ciphertext[24..]));
        return header.PlaintextLength is >= 1 and <= MaxPlaintextLength
            && ciphertext.Length == FullSize + PaddedLength(header.PlaintextLength)
            && !ciphertext[ReservedOffset..Size].ContainsAnyExcept((byte)0);
    }
}
