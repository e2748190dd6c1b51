using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Dew.Core.Appliance;
using Dew.Core.Jobs;
using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>
/// The keys of the records. Numbers are big-endian, so that RocksDB's order by bytes is the order by value; a signed number
/// has its sign bit flipped for the same reason.
/// </summary>
internal static class RecordKeys
{
    internal const int KeyIdLength = 16;
    internal const int VersionLength = KeyIdLength + sizeof(uint);
    internal const int ProjectLength = 16;
    internal const int OrderLength = ProjectLength + sizeof(long);
    internal const int JobLength = sizeof(long) + sizeof(byte) + KeyIdLength;
    internal const int CountPrefixLength = ProjectLength + 2;
    internal const int AuditLength = sizeof(long);
    internal const int LongestEntryId = 255;

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

    /// <summary>What the records of a project begin with.</summary>
    /// <exception cref="ArgumentException">It is not 32 lower-case hexadecimal digits.</exception>
    internal static byte[] OfProject(string projectId) =>
        ApplianceIdentity.IsId(projectId)
            ? Convert.FromHexString(projectId)
            : throw new ArgumentException("A project id is 32 lower-case hexadecimal digits.", nameof(projectId));

    /// <exception cref="ArgumentException">The alias has half a surrogate pair and so no UTF-8 form.</exception>
    internal static byte[] OfAlias(string projectId, string alias) => [.. OfProject(projectId), .. s_strictUtf8.GetBytes(alias)];

    internal static byte[] OfOrder(string projectId, long sequence)
    {
        byte[] key = [.. OfProject(projectId), .. stackalloc byte[sizeof(long)]];
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(ProjectLength), sequence);
        return key;
    }

    internal static byte[] OfCount(in KeyClass keyClass) =>
        [.. OfProject(keyClass.ProjectId), (byte)keyClass.State, (byte)keyClass.Spec, .. s_strictUtf8.GetBytes(keyClass.EnterpriseProjectId)];

    /// <exception cref="ArgumentException">The kind is not assigned, or the id is not 1 to 255 printable ASCII characters.</exception>
    internal static byte[] OfEntry(EntryKind kind, string id)
    {
        byte[] key = new byte[1 + id.Length];
        key[0] = (byte)kind;
        return IsEntryKind(kind) && Ascii.FromUtf16(id, key.AsSpan(1), out _) == OperationStatus.Done && IsEntryId(key.AsSpan(1))
            ? key
            : throw new ArgumentException($"An entry has a kind and an id of 1 to {LongestEntryId} printable ASCII characters.", nameof(id));
    }

    internal static void WriteAudit(Span<byte> key, long sequence) => BinaryPrimitives.WriteInt64BigEndian(key, sequence);

    internal static byte[] OfAudit(long sequence)
    {
        byte[] key = new byte[AuditLength];
        WriteAudit(key, sequence);
        return key;
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

    internal static string ToProject(ReadOnlySpan<byte> key) => Convert.ToHexStringLower(key[..ProjectLength]);

    internal static long ToOrderSequence(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[ProjectLength..]);

    internal static long ToAuditSequence(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key);

    /// <summary>The id of an entry of the directory.</summary>
    internal static string ToEntryId(ReadOnlySpan<byte> key) => Encoding.ASCII.GetString(key[1..]);

    internal static bool IsEntry(ReadOnlySpan<byte> key) => key.Length > 1 && IsEntryKind((EntryKind)key[0]) && IsEntryId(key[1..]);

    internal static long ToDueMs(ReadOnlySpan<byte> key) => (long)(BinaryPrimitives.ReadUInt64BigEndian(key) ^ SignBit);

    internal static JobKind ToJobKind(ReadOnlySpan<byte> key) => (JobKind)key[sizeof(long)];

    internal static Guid ToJobSubject(ReadOnlySpan<byte> key) => new(key[(sizeof(long) + 1)..], bigEndian: true);

    private static bool IsEntryKind(EntryKind kind) => kind != EntryKind.Unset && Enum.IsDefined(kind);

    private static bool IsEntryId(ReadOnlySpan<byte> id) =>
        id.Length is > 0 and <= LongestEntryId && !id.ContainsAnyExceptInRange((byte)' ', (byte)'~');
}
