using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dew.Client.Envelope;

/// <summary>The beginning of an envelope: what is needed to ask the appliance for the data key, and to find the segments.</summary>
/// <remarks>A parsed header is well-formed, not authentic: that shows only when the first segment opens.</remarks>
public sealed class EnvelopeHeader
{
    private readonly byte[] _bytes;

    private EnvelopeHeader(byte[] bytes)
    {
        _bytes = bytes;
    }

    /// <summary>The key of the appliance that wraps the data key, a UUID in lower case.</summary>
    public string KeyId => Encoding.ASCII.GetString(_bytes, 16, EnvelopeFormat.KeyIdSize);

    /// <summary>Plaintext bytes in every segment but the last.</summary>
    public int SegmentSize => (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(12));

    /// <summary>The wrapped data key, for <see cref="DewClient.DecryptDataKeyAsync"/>.</summary>
    public ReadOnlyMemory<byte> WrappedDataKey => _bytes.AsMemory(EnvelopeFormat.FixedHeaderSize);

    /// <summary>The header as it stands in the file.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    internal ReadOnlySpan<byte> Salt => _bytes.AsSpan(52, EnvelopeFormat.SaltSize);

    internal ReadOnlySpan<byte> NoncePrefix => _bytes.AsSpan(84, EnvelopeFormat.NoncePrefixSize);

    /// <summary>A header with fresh random salt and nonce prefix.</summary>
    /// <exception cref="ArgumentException">The key id, the wrapped key or the segment size is not one that the format can hold.</exception>
    internal static EnvelopeHeader Create(string keyId, ReadOnlySpan<byte> wrappedDataKey, int segmentSize)
    {
        if (!Guid.TryParseExact(keyId, "D", out Guid id))
        {
            throw new ArgumentException($"'{keyId}' is not a key id (UUID).", nameof(keyId));
        }

        if (wrappedDataKey.Length is 0 or > EnvelopeFormat.MaxWrappedKeySize)
        {
            throw new ArgumentException($"A wrapped data key has 1..{EnvelopeFormat.MaxWrappedKeySize} bytes.", nameof(wrappedDataKey));
        }

        if (!IsSegmentSize((uint)segmentSize))
        {
            throw new ArgumentException("The segment size is a power of two in 4 KiB..16 MiB.", nameof(segmentSize));
        }

        byte[] bytes = new byte[EnvelopeFormat.FixedHeaderSize + wrappedDataKey.Length];
        EnvelopeFormat.Magic.CopyTo(bytes);
        bytes[8] = EnvelopeFormat.Version;
        bytes[9] = EnvelopeFormat.Suite;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)wrappedDataKey.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)segmentSize);
        Encoding.ASCII.GetBytes(id.ToString("D"), bytes.AsSpan(16, EnvelopeFormat.KeyIdSize));
        RandomNumberGenerator.Fill(bytes.AsSpan(52, EnvelopeFormat.SaltSize + EnvelopeFormat.NoncePrefixSize));
        wrappedDataKey.CopyTo(bytes.AsSpan(EnvelopeFormat.FixedHeaderSize));
        return new EnvelopeHeader(bytes);
    }

    /// <summary>Reads a header from the beginning of a stream, and not a byte more.</summary>
    /// <exception cref="EnvelopeException">There is no well-formed header.</exception>
    public static async Task<EnvelopeHeader> ReadAsync(Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] start = new byte[EnvelopeFormat.FixedHeaderSize];
        int length = await source.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        CheckStart(start.AsSpan(0, length));
        int wrappedLength = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(10));
        byte[] bytes = new byte[start.Length + wrappedLength];
        start.CopyTo(bytes, 0);
        int rest = await source.ReadAtLeastAsync(bytes.AsMemory(start.Length), wrappedLength, throwOnEndOfStream: false, cancellationToken);
        if (rest < wrappedLength)
        {
            throw Truncated();
        }

        return new EnvelopeHeader(bytes);
    }

    private static void CheckStart(ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith(EnvelopeFormat.Magic))
        {
            throw new EnvelopeException(
                EnvelopeFailure.NotAnEnvelope, "This is not an encrypted file of DEW: it does not begin with the envelope's mark.");
        }

        if (start.Length < EnvelopeFormat.FixedHeaderSize)
        {
            throw Truncated();
        }

        if (start[8] != EnvelopeFormat.Version || start[9] != EnvelopeFormat.Suite)
        {
            throw new EnvelopeException(
                EnvelopeFailure.Unsupported,
                $"This program reads envelopes of version {EnvelopeFormat.Version}, suite {EnvelopeFormat.Suite}; " +
                $"this one says version {start[8]}, suite {start[9]}. A newer program made it, or it is damaged.");
        }

        int wrappedLength = BinaryPrimitives.ReadUInt16LittleEndian(start[10..]);
        if (wrappedLength is 0 or > EnvelopeFormat.MaxWrappedKeySize ||
            !IsSegmentSize(BinaryPrimitives.ReadUInt32LittleEndian(start[12..])) ||
            !IsKeyId(start.Slice(16, EnvelopeFormat.KeyIdSize)))
        {
            throw new EnvelopeException(EnvelopeFailure.Damaged, "The header of the encrypted file is damaged.");
        }
    }

    private static EnvelopeException Truncated() =>
        new(EnvelopeFailure.Truncated, "The encrypted file ends within its header.");

    private static bool IsSegmentSize(uint size) =>
        size is >= EnvelopeFormat.MinSegmentSize and <= EnvelopeFormat.MaxSegmentSize && uint.IsPow2(size);

    /// <summary>A UUID in lower case, the only form that is written.</summary>
    private static bool IsKeyId(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool valid = i is 8 or 13 or 18 or 23 ? text[i] == '-' : text[i] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f');
            if (!valid)
            {
                return false;
            }
        }

        return true;
    }
}
