using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

/// <summary>The audit store's contract without files. A test may change what is in it, as somebody with the store key could, or let writes fail.</summary>
internal sealed class InMemoryAuditStore : IAuditStore
{
    private readonly Lock _gate = new();

    /// <summary>The records by the key they lie under.</summary>
    internal SortedList<long, StoredAuditRecord> Records { get; init; } = [];

    internal SortedList<long, StoredAuditHead> Heads { get; init; } = [];

    /// <summary>Records and heads that cannot be believed, as if somebody without the store key had changed them.</summary>
    internal HashSet<long> Damaged { get; } = [];

    /// <summary>As <see cref="Damaged"/>, for heads.</summary>
    internal HashSet<long> DamagedHeads { get; } = [];

    /// <summary>Runs before every read of several records, with the lock released.</summary>
    internal Action? BeforeRead { get; set; }

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
                return Records.Count == 0 ? (0, 0) : (Records.Keys[0], Records.Keys[^1]);
            }
        }
    }

    public StoredAuditHead? LastAuditHead
    {
        get
        {
            lock (_gate)
            {
                return Heads.Count == 0 ? null : Believed(Heads.Values[^1]);
            }
        }
    }

    public void AppendAudit(IReadOnlyList<StoredAuditRecord> records)
    {
        BeforeWrite?.Invoke();
        ThrowIfFull();
        lock (_gate)
        {
            Writes++;
            foreach (StoredAuditRecord record in records)
            {
                long last = Records.Count == 0 ? 0 : Records.Keys[^1];
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
            return Records.TryGetValue(sequence, out StoredAuditRecord record) ? Believed(record with { Sequence = sequence }) : null;
        }
    }

    public IReadOnlyList<StoredAuditRecord> ReadAudit(long first, long last, int limit)
    {
        BeforeRead?.Invoke();
        lock (_gate)
        {
            var read = new List<StoredAuditRecord>();
            for (int i = LowerBound(Records.Keys, first); i < Records.Count && Records.Keys[i] <= last && read.Count < limit; i++)
            {
                read.Add(Believed(Records.Values[i] with { Sequence = Records.Keys[i] }));
            }

            return read;
        }
    }

    public void PutAuditHead(in StoredAuditHead head)
    {
        ThrowIfFull();
        lock (_gate)
        {
            Heads[head.Sequence] = head with { Json = head.Json.ToArray() };
        }
    }

    public IReadOnlyList<StoredAuditHead> ReadAuditHeads(long first, long last, int limit)
    {
        lock (_gate)
        {
            var read = new List<StoredAuditHead>();
            for (int i = LowerBound(Heads.Keys, first); i < Heads.Count && Heads.Keys[i] <= last && read.Count < limit; i++)
            {
                read.Add(Believed(Heads.Values[i] with { Sequence = Heads.Keys[i] }));
            }

            return read;
        }
    }

    public void RemoveAuditBefore(long sequence)
    {
        ThrowIfFull();
        lock (_gate)
        {
            foreach (long old in Records.Keys.TakeWhile(s => s < sequence).Reverse().ToList())
            {
                Records.Remove(old);
            }

            foreach (long old in Heads.Keys.TakeWhile(s => s < sequence).Reverse().ToList())
            {
                Heads.Remove(old);
            }
        }
    }

    private static int LowerBound(IList<long> keys, long first)
    {
        int low = 0;
        int high = keys.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = keys[middle] < first ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private StoredAuditRecord Believed(in StoredAuditRecord record) =>
        Damaged.Contains(record.Sequence) ? throw new StoreException(Status.StoreDamaged, $"The seal of record {record.Sequence} is broken.") : record;

    private StoredAuditHead Believed(in StoredAuditHead head) =>
        DamagedHeads.Contains(head.Sequence) ? throw new StoreException(Status.StoreDamaged, $"The seal of head {head.Sequence} is broken.") : head;

    private void ThrowIfFull()
    {
        if (IsFull)
        {
            throw new StoreException(Status.StoreUnwritable, "The disk is full.");
        }
    }
}
