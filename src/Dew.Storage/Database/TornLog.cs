using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Dew.Storage;

/// <summary>
/// What a power cut leaves of writes that were not synced. The kernel writes pages in its own order, so the end of the write-ahead log may
/// have holes, which RocksDB takes for damage, as it would be in a log whose writes are all synced. Here the log is cut off at the first
/// hole if nothing was lost by it but unsynced writes; they say of themselves that they are.
/// </summary>
/// <remarks>
/// Format of RocksDB's log (db/log_format.h): blocks of 32 KB; in them records of masked CRC-32C (4 bytes), length (2), type (1), payload;
/// a longer one goes on in the next block as FIRST, MIDDLE…, LAST. The payload is a write batch: sequence (8), count (4), operations.
/// </remarks>
internal static class TornLog
{
    private const int BlockBytes = 32768;
    private const int HeaderBytes = 7;
    private const int BatchHeaderBytes = 12;
    private const byte Full = 1;
    private const byte First = 2;
    private const byte Middle = 3;
    private const byte Last = 4;

    /// <summary>Put first into every batch that is written without sync.</summary>
    internal static ReadOnlySpan<byte> UnsyncedMark => "unsynced"u8;

    /// <summary>How the mark looks in a batch: the type of log data, the length, the mark.</summary>
    private static ReadOnlySpan<byte> MarkOperation => "\u0003\u0008unsynced"u8;

    /// <summary>Cuts off what is torn. The database must not be open.</summary>
    /// <returns>How many bytes were cut off; 0 if nothing was, because there is no hole or because what it destroyed was synced.</returns>
    /// <exception cref="IOException">A log cannot be read or cut.</exception>
    internal static long Cut(string directory)
    {
        string[] paths = [.. Directory.EnumerateFiles(directory, "*.log").OrderBy(NumberOf)];
        byte[][] logs = [.. paths.Select(File.ReadAllBytes)];
        for (int i = 0; i < logs.Length; i++)
        {
            int end = EndOfWhole(logs[i]);
            if (end == logs[i].Length)
            {
                continue;
            }

            if (!MayBeUnsynced(logs[i].AsSpan(end)) || HasSynced(logs[i], end) || logs[(i + 1)..].Any(log => HasSynced(log, 0)))
            {
                return 0;
            }

            return paths[i..].Select((path, n) => Shorten(path, n == 0 ? end : 0)).Sum();
        }

        return 0;
    }

    private static long NumberOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static long Shorten(string path, long length)
    {
        using FileStream log = new(path, FileMode.Open, FileAccess.Write);
        long cut = log.Length - length;
        log.SetLength(length);
        log.Flush(flushToDisk: true);
        return cut;
    }

    /// <summary>Where the records end that follow each other without a hole.</summary>
    private static int EndOfWhole(ReadOnlySpan<byte> log)
    {
        int position = 0;
        while (TryReadRecord(log, position, [], out int end))
        {
            position = end;
        }

        return position;
    }

    /// <summary>Whether a record that is whole, and was synced, starts anywhere from a position on.</summary>
    private static bool HasSynced(ReadOnlySpan<byte> log, int position)
    {
        Span<byte> start = stackalloc byte[BatchHeaderBytes + MarkOperation.Length];
        while (position < log.Length)
        {
            start.Clear();
            if (!TryReadRecord(log, position, start, out int end))
            {
                position++;
                continue;
            }

            if (!start[BatchHeaderBytes..].SequenceEqual(MarkOperation))
            {
                return true;
            }

            position = end;
        }

        return false;
    }

    /// <summary>Of a record that is not whole: whether the place of the mark has it, or as much of it as was written.</summary>
    private static bool MayBeUnsynced(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> rest = record.Length > HeaderBytes + BatchHeaderBytes ? record[(HeaderBytes + BatchHeaderBytes)..] : [];
        ReadOnlySpan<byte> place = rest[..Math.Min(rest.Length, MarkOperation.Length)];
        return place.StartsWith(MarkOperation[..place.TrimEnd((byte)0).Length]);
    }

    /// <summary>Reads a record with all its fragments.</summary>
    /// <param name="log">The log.</param>
    /// <param name="position">Where it would start, or the padding before it.</param>
    /// <param name="start">Receives as much of the payload as fits.</param>
    /// <param name="end">Where the next one would start.</param>
    private static bool TryReadRecord(ReadOnlySpan<byte> log, int position, Span<byte> start, out int end)
    {
        end = position;
        bool goesOn = false;
        while (true)
        {
            int leftInBlock = BlockBytes - (end % BlockBytes);
            end += leftInBlock < HeaderBytes ? leftInBlock : 0;
            if (!TryReadFragment(log, end, out byte type, out ReadOnlySpan<byte> payload))
            {
                return false;
            }

            if (goesOn ? type is not (Middle or Last) : type is not (Full or First))
            {
                return false;
            }

            int copied = Math.Min(start.Length, payload.Length);
            payload[..copied].CopyTo(start);
            start = start[copied..];
            end += HeaderBytes + payload.Length;
            if (type is Full or Last)
            {
                return true;
            }

            goesOn = true;
        }
    }

    private static bool TryReadFragment(ReadOnlySpan<byte> log, int position, out byte type, out ReadOnlySpan<byte> payload)
    {
        type = 0;
        payload = default;
        int left = Math.Min(log.Length - position, BlockBytes - (position % BlockBytes));
        if (left < HeaderBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> header = log.Slice(position, HeaderBytes);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        type = header[6];
        if (type is < Full or > Last || HeaderBytes + length > left)
        {
            return false;
        }

        payload = log.Slice(position + HeaderBytes, length);
        return Masked(Crc32C(log.Slice(position + HeaderBytes - 1, length + 1))) == BinaryPrimitives.ReadUInt32LittleEndian(header);
    }

    private static uint Masked(uint crc) => BitOperations.RotateRight(crc, 15) + 0xa282ead8;

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
