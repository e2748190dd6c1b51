using Dew.Core.Audit;

namespace Dew.Daemon.Audit;

/// <summary>How far a segment is good.</summary>
/// <param name="Length">Bytes up to the end of the last good line.</param>
/// <param name="Sequence">The last record in it or before it; null if the segment has no line.</param>
/// <param name="Hash">The hash of that record.</param>
/// <param name="Head">The head after that record, if there is one.</param>
/// <param name="FirstTimeMs">The time of its first record; null if there is none.</param>
internal sealed record SegmentTail(long Length, long? Sequence, string Hash, byte[]? Head, long? FirstTimeMs)
{
    private const int LongestLine = 1 << 20;

    /// <summary>
    /// Reads a segment up to the first line that is not whole, is neither record nor head, or does not follow the one before. What stands after it was
    /// being written when the process or the machine ended, and comes again from the store.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static SegmentTail Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        var tail = new SegmentTail(0, null, "", null, null);
        byte[] buffer = new byte[LongestLine];
        int filled = 0;
        int read;
        while ((read = file.Read(buffer.AsSpan(filled))) > 0)
        {
            filled += read;
            int taken = 0;
            int end;
            while ((end = buffer.AsSpan(taken, filled - taken).IndexOf((byte)'\n')) >= 0)
            {
                if (tail.After(buffer.AsSpan(taken, end)) is not { } next)
                {
                    return tail;
                }

                tail = next;
                taken += end + 1;
            }

            if (taken == 0 && filled == buffer.Length)
            {
                return tail;
            }

            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
        }

        return tail;
    }

    private SegmentTail? After(ReadOnlySpan<byte> line)
    {
        long length = Length + line.Length + 1;
        if (SignedAuditHead.Parse(line) is { } signed)
        {
            return signed.ReadUnverified() is { } head && (Sequence is null || (head.Sequence == Sequence && head.Hash == Hash))
                ? this with { Length = length, Sequence = head.Sequence, Hash = head.Hash, Head = line.ToArray() }
                : null;
        }

        return AuditRecord.Parse(line) is { } record
            && (Sequence is null || record.Sequence > Sequence)
            && (record.Sequence != Sequence + 1 || record.Previous == Hash)
            ? this with
            {
                Length = length,
                Sequence = record.Sequence,
                Hash = AuditRecord.HashOf(line),
                Head = null,
                FirstTimeMs = FirstTimeMs ?? record.TimeMs,
            }
            : null;
    }
}
