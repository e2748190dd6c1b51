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

    /// <summary>So many writes a caller does for others before he gets his own answer and the thread pool goes on.</summary>
    private const int WritesOfOneCaller = 4;

    private readonly IAuditStore _store;
    private readonly TimeProvider _time;
    private readonly AuditChain _chain;
    private readonly AuditBacklog _backlog;
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<Pending> _waiting = new();
    private readonly Continuation _continuation;
    private readonly List<Pending> _taken = new(LargestWrite);
    private readonly List<StoredAuditRecord> _batch = new(LargestWrite);
    private long _written;
    private string? _lastError;
    private volatile Published _published;

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
        _chain = new AuditChain(store);
        _backlog = new AuditBacklog(backlogLimit);
        _continuation = new Continuation(this);
        _published = Describe();
    }

    /// <summary>Raised after records were written, on a thread that wrote some: return at once, and never throw.</summary>
    public event Action? Written;

    /// <summary>How the trail does. Never waits.</summary>
    public AuditHealth Health => _published.Health;

    /// <summary>The end of the chain. Never waits.</summary>
    public AuditPosition Position => _published.Health.Position;

    /// <summary>Records an operation that changes nothing. Answer it when this is over.</summary>
    /// <param name="entry">What happened.</param>
    /// <returns>False if the record waits in memory because nothing can be written.</returns>
    public ValueTask<bool> AppendAsync(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var pending = new Pending(entry, _time.GetUtcNow());
        _waiting.Enqueue(pending);
        WriteWaiting();
        return new ValueTask<bool>(pending.Task);
    }

    /// <summary>Tries to write what could not be written before.</summary>
    /// <returns>Whether nothing waits any more.</returns>
    public bool TryWriteBacklog()
    {
        _gate.Enter();
        try
        {
            WriteBacklog();
            return true;
        }
        catch (Exception e)
        {
            _lastError = e.Message;
            return false;
        }
        finally
        {
            Leave();
            WriteWaiting();
        }
    }

    /// <summary>Keeps a signed head, and returns when it, and every record before it, is on stable storage.</summary>
    /// <param name="head">The head.</param>
    /// <exception cref="StoreException">It was not written.</exception>
    public void PutHead(in StoredAuditHead head)
    {
        _gate.Enter();
        try
        {
            _store.PutAuditHead(head);
        }
        finally
        {
            Leave();
            WriteWaiting();
        }
    }

    /// <summary>Removes records and heads that were exported, and that the chain says are removed (<see cref="Traces.RetireAudit"/>).</summary>
    /// <param name="sequence">The lowest sequence that stays. It must have a head of its own, from which the rest is verified.</param>
    /// <exception cref="StoreException">They were not removed.</exception>
    public void RemoveBefore(long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Position.Sequence);
        _gate.Enter();
        try
        {
            _store.RemoveAuditBefore(sequence);
        }
        finally
        {
            Leave();
            WriteWaiting();
        }
    }

    /// <summary>Writes a change together with its record.</summary>
    /// <param name="batch">The change.</param>
    /// <param name="entry">What happened.</param>
    /// <exception cref="StoreException">Neither was written.</exception>
    internal void Commit(IStoreBatch batch, AuditEntry entry)
    {
        _gate.Enter();
        try
        {
            WriteBacklog();
            AuditLink link = _chain.Link(entry, _time.GetUtcNow(), after: null);
            batch.AddAuditRecord(link.Record);
            batch.Commit();
            Advance(link, 1);
        }
        catch (Exception e)
        {
            _lastError = e.Message;
            throw;
        }
        finally
        {
            Leave();
            WriteWaiting();
        }
    }

    /// <summary>
    /// Whoever gets the gate writes for all who wait. One who does not get it can rely on the holder: everybody who gives the gate back comes here
    /// afterwards. The barrier keeps this thread from looking at the gate before the others can see what it put into the queue.
    /// </summary>
    private void WriteWaiting()
    {
        for (int writes = 0; writes < WritesOfOneCaller; writes++)
        {
            Interlocked.MemoryBarrier();
            if (_waiting.IsEmpty || !_gate.TryEnter())
            {
                return;
            }

            try
            {
                WriteSome();
            }
            finally
            {
                Leave();
            }
        }

        if (!_waiting.IsEmpty)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_continuation, preferLocal: false);
        }
    }

    /// <summary>Lets everybody see how far the chain is, gives the gate back, and tells that there are new records.</summary>
    private void Leave()
    {
        bool hasWritten = _written != _published.Health.Written;
        _published = Describe();
        _gate.Exit();
        if (hasWritten)
        {
            Written?.Invoke();
        }
    }

    private Published Describe() => new(new AuditHealth(_chain.End, _written, _backlog.Count, _backlog.Lost, _lastError));

    private void WriteSome()
    {
        while (_taken.Count < LargestWrite && _waiting.TryDequeue(out Pending? pending))
        {
            _taken.Add(pending);
        }

        bool written = false;
        try
        {
            WriteBacklog();
            Write(_taken.Select(static pending => (pending.Entry, pending.Time)));
            written = true;
        }
        catch (Exception e)
        {
            // Whatever the store throws, the records are not written: nobody may wait for ever, and nothing may be lost.
            _lastError = e.Message;
            _taken.ForEach(pending => _backlog.Keep(pending.Entry, pending.Time));
        }

        foreach (Pending pending in _taken)
        {
            pending.SetResult(written);
        }

        _taken.Clear();
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
        _written += records;
        _lastError = null;
    }

    /// <summary>The first write is a small one: it costs little if the disk is still full.</summary>
    private void WriteBacklog()
    {
        int count = 1;
        while (_backlog.Count > 0)
        {
            count = Math.Min(_backlog.Count, count);
            Write(_backlog.Oldest(count));
            _backlog.Forget(count);
            count = LargestWrite;
        }

        if (_backlog.Lost > 0)
        {
            Write([(_backlog.GapEntry(), _time.GetUtcNow())]);
            _backlog.ForgetLost();
        }
    }

    /// <summary>An entry on its way, and who waits for it.</summary>
    private sealed class Pending(AuditEntry entry, DateTimeOffset time) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal AuditEntry Entry => entry;

        internal DateTimeOffset Time => time;
    }

    /// <summary>Writes for those who still wait when a caller has done his share.</summary>
    private sealed class Continuation(AuditTrail trail) : IThreadPoolWorkItem
    {
        public void Execute() => trail.WriteWaiting();
    }

    /// <summary>What is seen of the trail from outside, replaced as a whole.</summary>
    private sealed class Published(AuditHealth health)
    {
        internal AuditHealth Health => health;
    }
}
