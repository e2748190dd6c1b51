using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Daemon.Audit;

/// <summary>
/// Appends lines to segment files. A segment is closed after a head, and the next one begins with that head again, so each can be verified by itself.
/// Between two segments there is always an open one, whose name tells how far the export is even if it is empty and all closed ones were taken away.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int BufferSize = 1 << 18;

    private readonly string _folder;
    private readonly long _closeAtBytes;
    private readonly TimeProvider _time;
    private FileStream? _file;
    private long _first;
    private long? _firstTimeMs;
    private byte[]? _head;

    internal SegmentWriter(string folder, long closeAtBytes, TimeProvider time)
    {
        _folder = Path.GetFullPath(folder);
        _closeAtBytes = closeAtBytes;
        _time = time;
    }

    internal bool IsOpen => _file is not null;

    /// <summary>The last record that was written or passed over.</summary>
    internal long Sequence { get; private set; }

    /// <summary>The hash of the last record in the files; empty if there is none.</summary>
    internal string Hash { get; private set; } = "";

    /// <summary>Whether the last line is a record.</summary>
    internal bool NeedsHead => _head is null && Hash.Length > 0;

    /// <summary>Goes on after the last good line of the folder's files.</summary>
    /// <param name="otherwise">The record to begin with if there are none.</param>
    /// <exception cref="IOException">The files cannot be read or written.</exception>
    internal void Open(long otherwise)
    {
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        IReadOnlyList<(long First, bool IsOpen)> segments = SegmentName.In(_folder);
        foreach ((long first, bool isOpen) in segments.SkipLast(1))
        {
            if (isOpen)
            {
                throw new IOException($"{SegmentName.Open(first)} is not the last segment of {_folder}.");
            }
        }

        if (segments.Count == 0)
        {
            (Sequence, Hash, _head) = (otherwise - 1, "", null);
            Begin();
            return;
        }

        (_first, bool lastIsOpen) = segments[^1];
        string path = Path.Combine(_folder, lastIsOpen ? SegmentName.Open(_first) : SegmentName.Closed(_first));
        SegmentTail tail = SegmentTail.Read(path);
        (Sequence, Hash, _head, _firstTimeMs) = (tail.Sequence ?? _first - 1, tail.Hash, tail.Head, tail.FirstTimeMs);
        if (lastIsOpen)
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, BufferSize);
            _file.SetLength(tail.Length);
            _file.Seek(0, SeekOrigin.End);
        }
        else
        {
            Begin();
        }
    }

    internal void WriteRecord(in StoredAuditRecord record)
    {
        WriteLine(record.Json);
        Sequence = record.Sequence;
        Hash = AuditRecord.HashOf(record.Json.Span);
        _head = null;
        _firstTimeMs ??= AuditRecord.Parse(record.Json.Span)?.TimeMs;
    }

    internal void WriteHead(in StoredAuditHead head)
    {
        WriteLine(head.Json);
        _head = head.Json.ToArray();
    }

    /// <summary>Goes on after a record, although those up to it are not all in the files.</summary>
    internal void PassOver(long sequence) => Sequence = Math.Max(Sequence, sequence);

    /// <summary>Closes the segment if it is large enough and ends with a head.</summary>
    internal void CloseIfFull()
    {
        if (_head is not null && _firstTimeMs is not null && _file!.Length >= _closeAtBytes)
        {
            Close();
        }
    }

    /// <summary>Closes the segment if its first record is of a day that is over (UTC).</summary>
    internal void CloseIfOld()
    {
        if (_head is not null && _firstTimeMs is { } time
            && DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.Date < _time.GetUtcNow().UtcDateTime.Date)
        {
            Close();
        }
    }

    /// <summary>Returns when everything is on stable storage.</summary>
    internal void Flush() => _file!.Flush(flushToDisk: true);

    /// <summary>Lets the file go as it is, after something failed.</summary>
    internal void Abandon()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is the reason to be here; the end of the file is looked at when it is opened again.
        }

        _file = null;
    }

    public void Dispose() => Abandon();

    private void Begin()
    {
        (_first, _firstTimeMs) = (Sequence + 1, null);
        string path = Path.Combine(_folder, SegmentName.Open(_first));
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = BufferSize, UnixCreateMode = DurableFile.OwnerOnly,
        });
        if (_head is not null)
        {
            WriteLine(_head);
        }

        Flush();
        DurableFile.FlushDirectory(_folder);
    }

    private void Close()
    {
        Flush();
        _file!.Dispose();
        _file = null;
        File.Move(Path.Combine(_folder, SegmentName.Open(_first)), Path.Combine(_folder, SegmentName.Closed(_first)), overwrite: false);
        DurableFile.FlushDirectory(_folder);
        Begin();
    }

    private void WriteLine(ReadOnlyMemory<byte> json)
    {
        _file!.Write(json.Span);
        _file.WriteByte((byte)'\n');
    }
}
