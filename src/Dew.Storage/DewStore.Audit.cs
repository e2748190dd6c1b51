using Dew.Core.Ports;

namespace Dew.Storage;

public sealed partial class DewStore
{
    private const int AuditScratchBytes = 8192;

    /// <summary>A batch that grew beyond this is not kept for the next time.</summary>
    private const int LargestKeptBatchBytes = 1 << 20;

    /// <summary>Held over every write of audit records, so that RocksDB gets them in the order of their sequences.</summary>
    private readonly Lock _auditGate = new();

    private readonly byte[] _auditScratch = new byte[AuditScratchBytes];
    private WriteBatchHandle _auditWrites;
    private long _firstAudit;
    private long _lastAudit;

    /// <inheritdoc/>
    /// <remarks>Both only rise, and the first is never above the last: reading them in this order gives a pair that fits without a lock.</remarks>
    public (long First, long Last) AuditRange
    {
        get
        {
            ThrowIfDisposed();
            long first, last;
            do
            {
                first = Volatile.Read(ref _firstAudit);
                last = Volatile.Read(ref _lastAudit);
            }
            while (first == 0 && last != 0);
            return (first, last);
        }
    }

    /// <inheritdoc/>
    public StoredAuditHead? LastAuditHead
    {
        get
        {
            ThrowIfDisposed();
            using FamilyWalk walk = _records.Database.Walk(Family.AuditHeads);
            return walk.Last() ? new StoredAuditHead(AuditSequence(walk), _records.Open(walk)) : null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The records do not follow the last one.</exception>
    public void AppendAudit(IReadOnlyList<StoredAuditRecord> records)
    {
        lock (_auditGate)
        {
            ThrowIfDisposed();
            if (records.Count == 0)
            {
                return;
            }

            WriteBatchHandle writes = _auditWrites;
            Database.ClearForUnsynced(writes);
            for (int i = 0; i < records.Count; i++)
            {
                StoredAuditRecord record = records[i];
                RequireAuditSequence(_lastAudit + i + 1, record.Sequence);
                PutAudit(writes, record);
            }

            _records.Database.WriteUnsynced(writes);
            AdvanceAudit(records[0].Sequence, records[^1].Sequence);
            if (Interop.RocksDb.DataSize(writes) > LargestKeptBatchBytes)
            {
                _auditWrites = Interop.RocksDb.rocksdb_writebatch_create();
                writes.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public StoredAuditRecord? FindAudit(long sequence)
    {
        ThrowIfDisposed();
        return _records.Find(Family.Audit, RecordKeys.OfAudit(sequence)) is { } json ? new StoredAuditRecord(sequence, json) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredAuditRecord> ReadAudit(long first, long last, int limit) =>
        ReadBySequence(Family.Audit, first, last, limit, static (sequence, json) => new StoredAuditRecord(sequence, json));

    /// <inheritdoc/>
    public IReadOnlyList<StoredAuditHead> ReadAuditHeads(long first, long last, int limit) =>
        ReadBySequence(Family.AuditHeads, first, last, limit, static (sequence, json) => new StoredAuditHead(sequence, json));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There is no such record.</exception>
    public void PutAuditHead(in StoredAuditHead head)
    {
        ThrowIfDisposed();
        (long first, long last) = AuditRange;
        if (first == 0 || head.Sequence < first || head.Sequence > last)
        {
            throw new InvalidOperationException($"A head for the audit record {head.Sequence}, while there are {first} to {last}.");
        }

        using WriteBatchHandle writes = Interop.RocksDb.rocksdb_writebatch_create();
        _records.Put(writes, Family.AuditHeads, RecordKeys.OfAudit(head.Sequence), head.Json.Span);
        _records.Database.Write(writes);
    }

    /// <inheritdoc/>
    /// <remarks>The last record and the last head stay, whatever <paramref name="sequence"/> is: the chain goes on from them.</remarks>
    public void RemoveAuditBefore(long sequence)
    {
        lock (_auditGate)
        {
            ThrowIfDisposed();
            long first = Math.Min(sequence, _lastAudit);
            if (first <= _firstAudit)
            {
                return;
            }

            using (WriteBatchHandle writes = Interop.RocksDb.rocksdb_writebatch_create())
            {
                _records.Database.DeleteRange(writes, Family.Audit, RecordKeys.OfAudit(0), RecordKeys.OfAudit(first));
                _records.Database.DeleteRange(
                    writes, Family.AuditHeads, RecordKeys.OfAudit(0), RecordKeys.OfAudit(Math.Min(first, LastHeadSequence())));
                _records.Database.Write(writes);
            }

            Volatile.Write(ref _firstAudit, first);
            _records.Database.TryReleaseFiles(Family.Audit, RecordKeys.OfAudit(0), RecordKeys.OfAudit(first - 1));
        }
    }

    /// <summary>Writes a batch that has audit records.</summary>
    /// <param name="writes">The batch.</param>
    /// <param name="first">The sequence of the first record.</param>
    /// <param name="last">That of the last one.</param>
    /// <exception cref="InvalidOperationException">Other records were written since the batch got its.</exception>
    internal void WriteWithAudit(WriteBatchHandle writes, long first, long last)
    {
        lock (_auditGate)
        {
            ThrowIfDisposed();
            RequireAuditSequence(_lastAudit + 1, first);
            _records.Database.Write(writes);
            AdvanceAudit(first, last);
        }
    }

    /// <summary>The sequence that the next audit record has.</summary>
    internal long NextAudit => Volatile.Read(ref _lastAudit) + 1;

    internal static void RequireAuditSequence(long expected, long sequence)
    {
        if (sequence != expected)
        {
            throw new InvalidOperationException($"The next audit record is {expected}, not {sequence}.");
        }
    }

    private void PutAudit(WriteBatchHandle writes, in StoredAuditRecord record)
    {
        Span<byte> key = stackalloc byte[RecordKeys.AuditLength];
        RecordKeys.WriteAudit(key, record.Sequence);
        int length = record.Json.Length + RecordSeal.Overhead;
        _records.Put(
            writes, Family.Audit, key, record.Json.Span, length <= _auditScratch.Length ? _auditScratch : new byte[length]);
    }

    /// <summary>The first goes first: see <see cref="AuditRange"/>.</summary>
    private void AdvanceAudit(long first, long last)
    {
        if (_firstAudit == 0)
        {
            Volatile.Write(ref _firstAudit, first);
        }

        Volatile.Write(ref _lastAudit, last);
    }

    /// <summary>Two seeks, however many records there are.</summary>
    private (long First, long Last) ReadAuditRange()
    {
        using FamilyWalk walk = _records.Database.Walk(Family.Audit);
        if (!walk.First())
        {
            return (0, 0);
        }

        long first = AuditSequence(walk);
        walk.Last();
        return (first, AuditSequence(walk));
    }

    private long LastHeadSequence()
    {
        using FamilyWalk walk = _records.Database.Walk(Family.AuditHeads);
        return walk.Last() ? AuditSequence(walk) : 0;
    }

    private static long AuditSequence(FamilyWalk walk) =>
        walk.Key.Length == RecordKeys.AuditLength && RecordKeys.ToAuditSequence(walk.Key) is > 0 and var sequence
            ? sequence
            : throw RecordName.Damaged(walk.Family, walk.Key, "its key is not a sequence number.");

    private List<T> ReadBySequence<T>(Family family, long first, long last, int limit, Func<long, byte[], T> make)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var read = new List<T>();
        using FamilyWalk walk = _records.Database.Walk(family);
        for (bool found = limit > 0 && walk.Seek(RecordKeys.OfAudit(Math.Max(first, 0))); found && read.Count < limit; found = walk.Next())
        {
            long sequence = AuditSequence(walk);
            if (sequence > last)
            {
                break;
            }

            read.Add(make(sequence, _records.Open(walk)));
        }

        return read;
    }
}
