using System.Collections.Concurrent;
using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>
/// The audit trail: every record is written before its operation is answered, in one chain. A change is written together with its record;
/// other operations share a write with whoever else waits at that moment.
/// </summary>
/// <remarks>
/// When nothing can be written (disk full) changes are refused, while operations that change nothing go on: their records are kept in memory up
/// to a limit and written as soon as that works. Beyond the limit they are counted, and the chain gets a record that says how many are missing.
/// Members may be called from any thread.
/// </remarks>
public sealed class AuditTrail
{
    private const int LargestWrite = 256;

    private readonly IAuditStore _store;
    private readonly TimeProvider _time;
    private readonly int _backlogLimit;
    private readonly AuditChain _chain;
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<Pending> _waiting = new();
    private readonly Queue<(AuditEntry Entry, DateTimeOffset Time)> _backlog = new();
    private readonly List<StoredAuditRecord> _batch = new(LargestWrite);
    private long _written;
    private long _lost;
    private DateTimeOffset _lostSince;
    private volatile string? _lastError;
    private AuditPosition _position;

    /// <summary>Continues the chain of a store.</summary>
    /// <param name="store">Where records are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="backlogLimit">Records kept in memory while none can be written.</param>
    /// <exception cref="StoreException">The end of the chain cannot be read or believed.</exception>
    public AuditTrail(IAuditStore store, TimeProvider time, int backlogLimit = 65536)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _time = time;
        _backlogLimit = backlogLimit;
        _chain = new AuditChain(store);
        _position = _chain.End;
    }

    /// <summary>Raised after records were written, on the thread that wrote them: return at once.</summary>
    public event Action? Written;

    /// <summary>How the trail does.</summary>
    public AuditHealth Health
    {
        get
        {
            lock (_gate)
            {
                return new AuditHealth(_position, _written, _backlog.Count, _lost, _lastError);
            }
        }
    }

    /// <summary>The end of the chain.</summary>
    public AuditPosition Position
    {
        get
        {
            lock (_gate)
            {
                return _position;
            }
        }
    }

    /// <summary>Records an operation that changes nothing. Answer it when this is over.</summary>
    /// <param name="entry">What happened.</param>
    /// <returns>False if the record waits in memory because nothing can be written.</returns>
    public ValueTask<bool> AppendAsync(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var pending = new Pending(entry, _time.GetUtcNow());
        _waiting.Enqueue(pending);
        WriteWaiting();
        return pending.Result;
    }

    /// <summary>Tries to write what could not be written before.</summary>
    /// <returns>Whether nothing waits any more.</returns>
    public bool TryWriteBacklog()
    {
        lock (_gate)
        {
            try
            {
                WriteBacklog();
                return true;
            }
            catch (StoreException e)
            {
                _lastError = e.Message;
                return false;
            }
        }
    }

    /// <summary>Writes a change together with its record.</summary>
    /// <param name="batch">The change.</param>
    /// <param name="entry">What happened.</param>
    /// <exception cref="StoreException">Neither was written.</exception>
    internal void Commit(IStoreBatch batch, AuditEntry entry)
    {
        lock (_gate)
        {
            try
            {
                WriteBacklog();
                AuditLink link = _chain.Link(entry, _time.GetUtcNow(), after: null);
                batch.AddAuditRecord(link.Record);
                batch.Commit();
                Advance(link, 1);
            }
            catch (StoreException e)
            {
                _lastError = e.Message;
                throw;
            }
        }

        Written?.Invoke();
        WriteWaiting();
    }

    /// <summary>
    /// Whoever gets the gate writes for all who wait. One who does not get it can rely on the holder, who looks again after
    /// giving the gate back.
    /// </summary>
    private void WriteWaiting()
    {
        while (!_waiting.IsEmpty && _gate.TryEnter())
        {
            bool written;
            try
            {
                written = WriteSome();
            }
            finally
            {
                _gate.Exit();
            }

            if (written)
            {
                Written?.Invoke();
            }
        }
    }

    private bool WriteSome()
    {
        var taken = new List<Pending>();
        while (taken.Count < LargestWrite && _waiting.TryDequeue(out Pending? pending))
        {
            taken.Add(pending);
        }

        bool written = false;
        try
        {
            WriteBacklog();
            Write(taken.Select(static pending => (pending.Entry, pending.Time)));
            written = true;
        }
        catch (StoreException e)
        {
            _lastError = e.Message;
            taken.ForEach(pending => Keep(pending.Entry, pending.Time));
        }

        taken.ForEach(pending => pending.Complete(written));
        return written && taken.Count > 0;
    }

    private void Write(IEnumerable<(AuditEntry Entry, DateTimeOffset Time)> entries)
    {
        _batch.Clear();
        AuditLink? last = null;
        foreach ((AuditEntry entry, DateTimeOffset time) in entries)
        {
            last = _chain.Link(entry, time, last);
            _batch.Add(last.Value.Record);
        }

        if (last is { } link)
        {
            _store.AppendAudit(_batch);
            Advance(link, _batch.Count);
        }
    }

    private void Advance(in AuditLink link, int records)
    {
        _chain.Advance(link);
        _position = link.End;
        _written += records;
        _lastError = null;
    }

    private void Keep(AuditEntry entry, DateTimeOffset time)
    {
        if (_backlog.Count < _backlogLimit)
        {
            _backlog.Enqueue((entry, time));
            return;
        }

        _lostSince = _lost == 0 ? time : _lostSince;
        _lost += entry.Count;
    }

    private void WriteBacklog()
    {
        while (_backlog.Count > 0)
        {
            int count = Math.Min(_backlog.Count, LargestWrite);
            Write(_backlog.Take(count));
            for (int i = 0; i < count; i++)
            {
                _backlog.Dequeue();
            }
        }

        if (_lost > 0)
        {
            Write([(GapEntry(), _time.GetUtcNow())]);
            _lost = 0;
        }
    }

    private AuditEntry GapEntry() => CallContext.OfSystem(Traces.AuditGap).Entry(
        Status.StoreUnwritable, $"Records of operations since {_lostSince:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} are missing: they could not be written.") with
    {
        Count = _lost,
    };

    /// <summary>An entry on its way, and who waits for it.</summary>
    private sealed class Pending(AuditEntry entry, DateTimeOffset time)
    {
        private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal AuditEntry Entry => entry;

        internal DateTimeOffset Time => time;

        internal ValueTask<bool> Result => new(_done.Task);

        internal void Complete(bool written) => _done.SetResult(written);
    }
}
