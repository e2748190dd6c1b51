namespace Dew.Core.Audit;

/// <summary>Entries that could not be written yet, up to a limit of number and size; beyond it they are counted. Not for several threads at once.</summary>
/// <param name="limit">How many entries at most.</param>
internal sealed class AuditBacklog(int limit)
{
    /// <summary>What entries may take of the memory, so that long requests do not exhaust it before the number is reached.</summary>
    private const long LargestSize = 64L << 20;
    private const int FixedSize = 256;

    private readonly Queue<(AuditEntry Entry, DateTimeOffset Time)> _entries = new();
    private long _size;
    private DateTimeOffset _lostSince;
    private DateTimeOffset _lostUntil;

    internal int Count => _entries.Count;

    /// <summary>Operations whose entries were given up.</summary>
    internal long Lost { get; private set; }

    internal bool IsEmpty => _entries.Count == 0 && Lost == 0;

    internal void Keep(AuditEntry entry, DateTimeOffset time)
    {
        // Once one is lost the next ones are, until all was written: else the gap would be anywhere among them.
        long size = SizeOf(entry);
        if (Lost == 0 && _entries.Count < limit && _size + size <= LargestSize)
        {
            _entries.Enqueue((entry, time));
            _size += size;
            return;
        }

        _lostSince = Lost == 0 ? time : _lostSince;
        _lostUntil = time;
        Lost += entry.Count;
    }

    /// <summary>The oldest entries, which stay until <see cref="Forget"/>.</summary>
    internal IEnumerable<(AuditEntry Entry, DateTimeOffset Time)> Oldest(int count) => _entries.Take(count);

    /// <summary>Drops the oldest entries: they are written.</summary>
    internal void Forget(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _size -= SizeOf(_entries.Dequeue().Entry);
        }
    }

    /// <summary>What the chain is told of the entries that were given up.</summary>
    internal AuditEntry GapEntry() => CallContext.OfSystem(Traces.AuditGap).Entry(
        Status.StoreUnwritable,
        $"Records of operations from {_lostSince:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} to {_lostUntil:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} are missing: they could not be written.") with
    {
        Count = Lost,
    };

    /// <summary>The chain was told.</summary>
    internal void ForgetLost() => Lost = 0;

    private static long SizeOf(AuditEntry entry) =>
        FixedSize + 2L * (entry.Request.Length + entry.Message.Length + entry.ResourceId.Length + entry.ResourceName.Length + entry.Source.Length + entry.RequestId.Length);
}
