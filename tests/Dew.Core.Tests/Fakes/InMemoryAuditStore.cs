using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

/// <summary>The audit store's contract without files. A test may change what is in it, as somebody with the store key could, or let writes fail.</summary>
internal sealed class InMemoryAuditStore : IAuditStore
{
    private readonly Lock _gate = new();

    /// <summary>The records by the key they lie under.</summary>
    internal SortedDictionary<long, StoredAuditRecord> Records { get; } = [];

    internal SortedDictionary<long, StoredAuditHead> Heads { get; } = [];

    /// <summary>Whether writes are refused, as by a full disk.</summary>
    internal bool IsFull { get; set; }

    /// <summary>Runs at the start of every write, on the thread that writes.</summary>
    internal Action? BeforeWrite { get; set; }

    internal int Writes { get; private set; }

    public (long First, long Last) AuditRange
    {
        get
        {
            lock (_gate)
            {
                return Records.Count == 0 ? (0, 0) : (Records.Keys.First(), Records.Keys.Last());
            }
        }
    }

    public StoredAuditHead? LastAuditHead => Heads.Count == 0 ? null : Heads.Values.Last();

    public void AppendAudit(IReadOnlyList<StoredAuditRecord> records)
    {
        BeforeWrite?.Invoke();
        ThrowIfFull();
        lock (_gate)
        {
            Writes++;
            foreach (StoredAuditRecord record in records)
            {
                long last = Records.Count == 0 ? 0 : Records.Keys.Last();
                if (record.Sequence != last + 1)
                {
                    throw new InvalidOperationException($"The contract of the store is broken: {record.Sequence} follows {last}.");
                }

                Records.Add(record.Sequence, record with { Json = record.Json.ToArray() });
            }
        }
    }

    public StoredAuditRecord? FindAudit(long sequence)
    {
        lock (_gate)
        {
            return Records.TryGetValue(sequence, out StoredAuditRecord record) ? record : null;
        }
    }

    public IReadOnlyList<StoredAuditRecord> ReadAudit(long first, long last, int limit)
    {
        lock (_gate)
        {
            return [.. Records.Where(r => r.Key >= first && r.Key <= last).Take(limit).Select(static r => r.Value with { Sequence = r.Key })];
        }
    }

    public void PutAuditHead(in StoredAuditHead head)
    {
        ThrowIfFull();
        Heads[head.Sequence] = head;
    }

    public IReadOnlyList<StoredAuditHead> ReadAuditHeads(long first, long last, int limit) =>
        [.. Heads.Values.Where(h => h.Sequence >= first && h.Sequence <= last).Take(limit)];

    public void RemoveAuditBefore(long sequence)
    {
        ThrowIfFull();
        foreach (long old in Records.Keys.Where(s => s < sequence).ToList())
        {
            Records.Remove(old);
        }

        foreach (long old in Heads.Keys.Where(s => s < sequence).ToList())
        {
            Heads.Remove(old);
        }
    }

    private void ThrowIfFull()
    {
        if (IsFull)
        {
            throw new StoreException(Status.StoreUnwritable, "The disk is full.");
        }
    }
}
