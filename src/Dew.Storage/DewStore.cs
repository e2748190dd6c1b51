using Dew.Core.Appliance;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Dew.Storage;

/// <summary>The unlocked store. Disposing it destroys the store key in memory and leaves the <see cref="StoreFile"/> open.</summary>
public sealed partial class DewStore : IStore, IKeyStore, IDirectoryStore, IAuditStore, IDisposable
{
    private readonly StoreFile _file;
    private readonly SealedRecords _records;
    private readonly RecordSeal _seal;
    private readonly ILogger _log;
    private StoreBatch? _openBatch;
    private volatile bool _disposed;

    internal DewStore(StoreFile file, SealedRecords records, RecordSeal seal, ApplianceIdentity identity, ILogger log)
    {
        _file = file;
        _records = records;
        _seal = seal;
        _log = log;
        Identity = identity;
        (_firstAudit, _lastAudit) = ReadAuditRange();
        _auditWrites = Interop.RocksDb.rocksdb_writebatch_create();
    }

    /// <summary>Who this appliance is.</summary>
    public ApplianceIdentity Identity { get; }

    /// <inheritdoc/>
    public KeyRecord? FindKey(Guid keyId)
    {
        ThrowIfDisposed();
        byte[] key = RecordKeys.OfKey(keyId);
        return _records.Find(Family.Keys, key) is { } content ? KeyRecordFormat.Decode(key, content) : null;
    }

    /// <inheritdoc/>
    public KeyVersionRecord? FindVersion(Guid keyId, uint version)
    {
        ThrowIfDisposed();
        byte[] key = RecordKeys.OfVersion(keyId, version);
        return _records.Find(Family.KeyVersions, key) is { } content ? KeyVersionFormat.Decode(key, content) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The alias has half a surrogate pair, so no key can have it; or the project id is none.</exception>
    public Guid? FindAlias(string projectId, string alias)
    {
        ThrowIfDisposed();
        byte[] key = RecordKeys.OfAlias(projectId, alias);
        return _records.Find(Family.Aliases, key) is { } content ? AliasFormat.Decode(key, content) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Job> DueJobs(DateTimeOffset now, int limit)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var due = new List<Job>();
        using FamilyWalk walk = _records.Database.Walk(Family.Jobs);
        for (bool found = walk.First(); found && due.Count < limit; found = walk.Next())
        {
            Job job = JobFormat.Decode(walk.Key, _records.Open(walk));
            if (job.Due > now)
            {
                break;
            }

            due.Add(job);
        }

        return due;
    }

    /// <inheritdoc/>
    public DateTimeOffset? NextJobDue()
    {
        ThrowIfDisposed();
        using FamilyWalk walk = _records.Database.Walk(Family.Jobs);
        return walk.First() ? JobFormat.Decode(walk.Key, _records.Open(walk)).Due : null;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Another batch is open.</exception>
    public IStoreBatch Begin()
    {
        ThrowIfDisposed();
        var batch = new StoreBatch(this, _records);
        if (Interlocked.CompareExchange(ref _openBatch, batch, null) is not null)
        {
            batch.Dispose();
            throw new InvalidOperationException("A batch is open already.");
        }

        return batch;
    }

    /// <inheritdoc cref="StoreFile.GetStatistics"/>
    public StoreStatistics GetStatistics() => _file.GetStatistics();

    /// <summary>Destroys the store key in memory. Records can be read no more.</summary>
    public void Dispose()
    {
        lock (_auditGate)
        {
            _disposed = true;
            _auditWrites.Dispose();
        }

        _seal.Dispose();
        _file.Lock(this);
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    internal void End(StoreBatch batch) => Interlocked.CompareExchange(ref _openBatch, null, batch);
}
