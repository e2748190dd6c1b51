using System.Buffers.Binary;
using System.Text;
using Dew.Core.Jobs;

namespace Dew.Storage;

/// <summary>
/// The keys of the records. Numbers are big-endian, so that RocksDB's order by bytes is the order by value; a signed number
/// has its sign bit flipped for the same reason.
/// </summary>
internal static class RecordKeys
{
    internal const int KeyIdLength = 16;
    internal const int VersionLength = KeyIdLength + sizeof(uint);
    internal const int SequenceLength = sizeof(long);
    internal const int JobLength = sizeof(long) + sizeof(byte) + KeyIdLength;
    internal const int CountPrefixLength = 2;

    private const ulong SignBit = 1UL << 63;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static ReadOnlySpan<byte> Format => "format"u8;

    internal static ReadOnlySpan<byte> Bootstrap => "bootstrap"u8;

    internal static ReadOnlySpan<byte> Check => "check"u8;

    internal static ReadOnlySpan<byte> Identity => "identity"u8;

    internal static ReadOnlySpan<byte> Sequence => "sequence"u8;

    internal static byte[] OfKey(Guid keyId) => keyId.ToByteArray(bigEndian: true);

    internal static byte[] OfVersion(Guid keyId, uint version)
    {
        byte[] key = new byte[VersionLength];
        keyId.TryWriteBytes(key, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(KeyIdLength), version);
        return key;
    }

    /// <exception cref="ArgumentException">The alias has half a surrogate pair and so no UTF-8 form.</exception>
    internal static byte[] OfAlias(string alias) => s_strictUtf8.GetBytes(alias);

    internal static byte[] OfSequence(long sequence)
    {
        byte[] key = new byte[SequenceLength];
        BinaryPrimitives.WriteInt64BigEndian(key, sequence);
        return key;
    }

    internal static byte[] OfCount(in KeyClass keyClass)
    {
        byte[] project = s_strictUtf8.GetBytes(keyClass.EnterpriseProjectId);
        return [(byte)keyClass.State, (byte)keyClass.Spec, .. project];
    }

    internal static byte[] OfJob(in Job job)
    {
        byte[] key = new byte[JobLength];
        BinaryPrimitives.WriteUInt64BigEndian(key, (ulong)job.Due.ToUnixTimeMilliseconds() ^ SignBit);
        key[sizeof(long)] = (byte)job.Kind;
        job.Subject.TryWriteBytes(key.AsSpan(sizeof(long) + 1), bigEndian: true, out _);
        return key;
    }

    /// <summary>Text that must be valid UTF-8; null if it is not.</summary>
    internal static string? ToText(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return s_strictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    internal static Guid ToKeyId(ReadOnlySpan<byte> key) => new(key[..KeyIdLength], bigEndian: true);

    internal static uint ToVersion(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt32BigEndian(key[KeyIdLength..]);

    internal static long ToSequence(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key);

    internal static long ToDueMs(ReadOnlySpan<byte> key) => (long)(BinaryPrimitives.ReadUInt64BigEndian(key) ^ SignBit);

    internal static JobKind ToJobKind(ReadOnlySpan<byte> key) => (JobKind)key[sizeof(long)];

    internal static Guid ToJobSubject(ReadOnlySpan<byte> key) => new(key[(sizeof(long) + 1)..], bigEndian: true);
}
