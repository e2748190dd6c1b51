using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Daemon.Audit;

/// <summary>
/// Writes the chain to files as far as it is signed, each head after the record it names. How far it came is told by the files alone, so whenever it is
/// killed it goes on after the last good line. One thread.
/// </summary>
/// <remarks>Records that are not signed yet are not exported: a power cut may take them from the store, and then the files would tell of another chain.</remarks>
internal sealed class AuditExporter : IDisposable
{
    private const int PageSize = 512;

    /// <summary>Attempts to read a record before it is left out: a damaged one must not keep all later ones from being exported.</summary>
    private const int MostAttempts = 10;

    private readonly IAuditStore _store;
    private readonly SegmentWriter _segments;
    private readonly HashSet<long> _leftOut = [];
    private int _attempts;
    private long _durable;
    private volatile string? _error;

    internal AuditExporter(IAuditStore store, AuditOptions options, TimeProvider time)
    {
        _store = store;
        _segments = new SegmentWriter(options.ExportFolder, options.SegmentBytes, time);
    }

    /// <summary>The last record that is in the files and on stable storage.</summary>
    internal long DurableSequence => Interlocked.Read(ref _durable);

    /// <summary>Why exporting does not go on, or which record had to be left out; null if all is well.</summary>
    internal string? Error => _error;

    /// <summary>Exports everything that is signed.</summary>
    /// <returns>Whether that worked.</returns>
    internal bool Export(CancellationToken cancellation)
    {
        try
        {
            if (!_segments.IsOpen)
            {
                Open();
            }

            // A head beyond the end is a cut tail, which others find; here it must not look as if records could not be read.
            long signed = Math.Min(_store.LastAuditHead?.Sequence ?? 0, _store.AuditRange.Last);
            bool goesOn = true;
            while (goesOn && _segments.Sequence < signed && !cancellation.IsCancellationRequested)
            {
                goesOn = WritePage(Math.Min(signed, _segments.Sequence + PageSize));
                _segments.CloseIfFull();
            }

            _segments.CloseIfOld();
            _segments.Flush();
            Interlocked.Exchange(ref _durable, _segments.Sequence);
            if (goesOn)
            {
                _error = _leftOut.Count == 0 ? null : $"{_leftOut.Count} records cannot be read and are not in the export, the first is {_leftOut.Min()}.";
            }

            return goesOn;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException)
        {
            // What the file got of it is cut off when it is opened again.
            _segments.Abandon();
            _error = e.Message;
            return false;
        }
    }

    public void Dispose() => _segments.Dispose();

    private void Open()
    {
        (long first, long last) = _store.AuditRange;
        _segments.Open(Math.Max(first, 1));
        long exported = _segments.Sequence;
        if (exported > last)
        {
            throw new IOException(
                $"The export has records up to {exported}, but the chain ends at {last}: the store is an older copy. Move the files of the export away to begin anew.");
        }

        if (exported >= first && exported > 0 && _segments.Hash.Length > 0
            && _store.FindAudit(exported) is { } record && AuditRecord.HashOf(record.Json.Span) != _segments.Hash)
        {
            throw new IOException(
                $"Record {exported} is another one in the export than in the store: the store is an older copy that went on. Move the files of the export away to begin anew.");
        }

        // The head may have been torn off after its record.
        if (_segments.NeedsHead && _store.ReadAuditHeads(exported, exported, 1) is [{ } head])
        {
            _segments.WriteHead(head);
        }
    }

    private bool WritePage(long last)
    {
        long first = _segments.Sequence + 1;
        IReadOnlyList<StoredAuditHead> heads = _store.ReadAuditHeads(first, last, PageSize);
        int head = 0;
        foreach (StoredAuditRecord? found in Read(first, last))
        {
            if (found is not { } record)
            {
                return false;
            }

            _segments.WriteRecord(record);
            for (; head < heads.Count && heads[head].Sequence <= record.Sequence; head++)
            {
                if (heads[head].Sequence == record.Sequence)
                {
                    _segments.WriteHead(heads[head]);
                }
            }
        }

        // Records at the end of the page that were left out are passed over.
        _segments.PassOver(last);
        return true;
    }

    /// <summary>The records of a range; null where it does not go on.</summary>
    private IEnumerable<StoredAuditRecord?> Read(long first, long last)
    {
        if (TryReadWhole(first, last) is { } whole)
        {
            foreach (StoredAuditRecord record in whole)
            {
                yield return record;
            }

            yield break;
        }

        for (long sequence = first; sequence <= last; sequence++)
        {
            if (TryReadOne(sequence) is { } record)
            {
                yield return record;
            }
            else if (!MayLeaveOut(sequence))
            {
                yield return null;
                yield break;
            }
        }
    }

    private IReadOnlyList<StoredAuditRecord>? TryReadWhole(long first, long last)
    {
        try
        {
            IReadOnlyList<StoredAuditRecord> records = _store.ReadAudit(first, last, PageSize);
            return records.Count == last - first + 1 ? records : null;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private StoredAuditRecord? TryReadOne(long sequence)
    {
        try
        {
            return _store.FindAudit(sequence);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private bool MayLeaveOut(long sequence)
    {
        if (_leftOut.Contains(sequence) || ++_attempts >= MostAttempts)
        {
            _attempts = 0;
            _leftOut.Add(sequence);
            return true;
        }

        _error = $"Record {sequence} cannot be read.";
        return false;
    }
}
