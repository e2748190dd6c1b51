using System.Buffers.Binary;
using System.Security.Cryptography;
using Dew.SecureMemory;

namespace Dew.Client.Envelope;

/// <summary>
/// Seals and opens the segments of one envelope in order: AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway,
/// Vizár 2015). The nonce is prefix ‖ counter (32 bits, big-endian) ‖ last flag, so that a segment opens at its own place only, and
/// the end of the data is known to be the end.
/// </summary>
/// <remarks>
/// The key is derived from the data key with the salt, and with the whole header as info: a header with one bit changed gives
/// another key, so every byte of it is authenticated without being associated data. A key seals one envelope only, since the salt
/// is random; the nonces therefore cannot repeat.
/// </remarks>
internal sealed class SegmentCipher : IDisposable
{
    private readonly AesGcm _aes;
    private readonly byte[] _nonce = new byte[EnvelopeFormat.NonceSize];
    private long _segment;
    private long _plaintextBytes;

    /// <param name="header">The header of the envelope.</param>
    /// <param name="dataKey">32 bytes; not retained.</param>
    internal SegmentCipher(EnvelopeHeader header, SecretBuffer dataKey)
    {
        if (dataKey.Length != EnvelopeFormat.DataKeySize)
        {
            throw new ArgumentException($"The data key has {dataKey.Length} bytes, not {EnvelopeFormat.DataKeySize}.", nameof(dataKey));
        }

        header.NoncePrefix.CopyTo(_nonce);
        using var fileKey = new SecretBuffer(EnvelopeFormat.DataKeySize);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey.DangerousGetSpan(), fileKey.DangerousGetSpan(), header.Salt, header.Bytes.Span);
        _aes = new AesGcm(fileKey.DangerousGetSpan(), EnvelopeFormat.TagSize);
    }

    /// <summary>Plaintext bytes sealed or opened so far.</summary>
    internal long PlaintextBytes => _plaintextBytes;

    public void Dispose() => _aes.Dispose();

    /// <summary>Whether one more segment may follow.</summary>
    internal static bool Fits(long segmentsBefore, long bytesBefore, int length) =>
        segmentsBefore < EnvelopeFormat.MaxSegments && bytesBefore + length <= EnvelopeFormat.MaxPlaintext;

    /// <summary>Writes ciphertext ‖ tag.</summary>
    /// <param name="plaintext">A whole segment, or what remains if it is the last.</param>
    /// <param name="sealedSegment">Exactly 16 bytes longer.</param>
    /// <param name="last">Whether the envelope ends here.</param>
    internal void Seal(ReadOnlySpan<byte> plaintext, Span<byte> sealedSegment, bool last)
    {
        CheckLimits(plaintext.Length);
        _aes.Encrypt(Nonce(last), plaintext, sealedSegment[..plaintext.Length], sealedSegment[plaintext.Length..]);
        Advance(plaintext.Length);
    }

    /// <summary>Reads ciphertext ‖ tag.</summary>
    /// <param name="sealedSegment">At least 16 bytes.</param>
    /// <param name="plaintext">Exactly 16 bytes fewer; zeroed if the segment is refused.</param>
    /// <param name="last">Whether the data ends here.</param>
    /// <exception cref="EnvelopeException">The segment is not authentic at this place.</exception>
    internal void Open(ReadOnlySpan<byte> sealedSegment, Span<byte> plaintext, bool last)
    {
        CheckLimits(plaintext.Length);
        if (!TryDecrypt(sealedSegment, plaintext, last))
        {
            throw Refused(sealedSegment, plaintext, last);
        }

        Advance(plaintext.Length);
    }

    /// <summary>An authentic segment that is not the last, followed by nothing, means that whole segments are cut off.</summary>
    private EnvelopeException Refused(ReadOnlySpan<byte> sealedSegment, Span<byte> plaintext, bool last)
    {
        bool truncated = last && TryDecrypt(sealedSegment, plaintext, last: false);
        plaintext.Clear();
        return truncated
            ? new EnvelopeException(EnvelopeFailure.Truncated, $"The encrypted file ends too early, after segment {_segment + 1}.")
            : new EnvelopeException(
                EnvelopeFailure.Damaged,
                $"The encrypted file is damaged{(last ? " or cut off" : "")}: " +
                $"segment {_segment + 1}, from byte {_plaintextBytes} of the content on, is not authentic.");
    }

    private bool TryDecrypt(ReadOnlySpan<byte> sealedSegment, Span<byte> plaintext, bool last)
    {
        try
        {
            _aes.Decrypt(Nonce(last), sealedSegment[..plaintext.Length], sealedSegment[plaintext.Length..], plaintext);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private byte[] Nonce(bool last)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_nonce.AsSpan(EnvelopeFormat.NoncePrefixSize), (uint)_segment);
        _nonce[^1] = last ? (byte)1 : (byte)0;
        return _nonce;
    }

    private void CheckLimits(int length)
    {
        if (!Fits(_segment, _plaintextBytes, length))
        {
            throw new EnvelopeException(
                EnvelopeFailure.TooLarge,
                $"One envelope holds at most {EnvelopeFormat.MaxPlaintext} bytes (1 PiB) in at most {EnvelopeFormat.MaxSegments} segments. " +
                "Split the data.");
        }
    }

    private void Advance(int length)
    {
        _segment++;
        _plaintextBytes += length;
    }
}
