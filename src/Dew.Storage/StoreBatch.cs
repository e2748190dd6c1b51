using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>
/// Changes that become one RocksDB write batch. What the batch has changed so far lies over what is stored, so that several changes of
/// the same key, alias or counter in one batch see each other. A call that throws has changed nothing of the batch.
/// </summary>
internal sealed partial class StoreBatch : IStoreBatch
{
    private readonly DewStore _store;
    private readonly SealedRecords _records;
    private readonly WriteBatchHandle _writes = Interop.RocksDb.rocksdb_writebatch_create();
    private readonly Dictionary<Guid, KeyRecord?> _keys = [];
    private readonly Dictionary<(string ProjectId, string Alias), Guid?> _aliases = [];
    private readonly Dictionary<KeyClass, long> _counts = [];
    private readonly HashSet<long> _sequences = [];
    private readonly List<Guid> _removed = [];
    private long? _storedSequence;
    private long? _lastSequence;
    private bool _ended;
    private bool _erases;

    internal StoreBatch(DewStore store, SealedRecords records)
    {
        _store = store;
        _records = records;
    }

    public long NextSequence()
    {
        ThrowIfEnded();
        long next = LastSequence + 1;
        _lastSequence = next;
        return next;
    }

    public void AddKey(KeyRecord key, KeyVersionRecord version)
    {
        ThrowIfEnded();
        RequireFitting(key, version);
        byte[] alias = RecordKeys.OfAlias(key.ProjectId, key.Alias);
        byte[] keyContent = KeyRecordFormat.Encode(key);
        byte[] versionContent = KeyVersionFormat.Encode(version);
        OrderEntry order = OrderEntry.Of(key);
        Require(CurrentKey(key.Id) is null, $"The key {key.Id} exists already.");
        Require(CurrentAlias(key.ProjectId, key.Alias) is null, $"The alias of the key {key.Id} is taken.");
        Require(!SequenceIsTaken(key.Sequence), $"The sequence {key.Sequence} of the key {key.Id} is taken.");
        long lastSequence = Math.Max(LastSequence, key.Sequence);

        _records.Put(_writes, Family.Keys, RecordKeys.OfKey(key.Id), keyContent);
        _records.Put(_writes, Family.KeyVersions, RecordKeys.OfVersion(key.Id, version.Version), versionContent);
        _records.Put(_writes, Family.Aliases, alias, AliasFormat.Encode(key.Id));
        _records.Put(_writes, Family.KeyOrder, order.RecordKey(), order.Encode());
        _keys[key.Id] = key;
        _aliases[(key.ProjectId, key.Alias)] = key.Id;
        _sequences.Add(key.Sequence);
        _lastSequence = lastSequence;
        Count(KeyClass.Of(key), 1);
    }

    public void UpdateKey(KeyRecord before, KeyRecord after)
    {
        ThrowIfEnded();
        if (before.Id != after.Id || before.Sequence != after.Sequence || before.ProjectId != after.ProjectId)
        {
            throw new ArgumentException("An update keeps the id, the sequence and the project of a key.", nameof(after));
        }

        byte[] content = KeyRecordFormat.Encode(after);
        byte[] alias = RecordKeys.OfAlias(after.ProjectId, after.Alias);
        OrderEntry order = OrderEntry.Of(after);
        byte[] orderContent = order.Encode();
        RequireCurrent(before);
        bool renamed = before.Alias != after.Alias;
        Require(!renamed || CurrentAlias(after.ProjectId, after.Alias) is null, $"The alias of the key {after.Id} is taken.");

        _records.Put(_writes, Family.Keys, RecordKeys.OfKey(after.Id), content);
        _keys[after.Id] = after;
        if (renamed)
        {
            ForgetAlias(before);
            _records.Put(_writes, Family.Aliases, alias, AliasFormat.Encode(after.Id));
            _aliases[(after.ProjectId, after.Alias)] = after.Id;
        }

        if (KeyClass.Of(before) != KeyClass.Of(after))
        {
            _records.Put(_writes, Family.KeyOrder, order.RecordKey(), orderContent);
            Count(KeyClass.Of(before), -1);
            Count(KeyClass.Of(after), 1);
        }
    }

    public void RemoveKey(KeyRecord key)
    {
        ThrowIfEnded();
        RequireCurrent(key);
        byte[] recordKey = RecordKeys.OfKey(key.Id);
        List<byte[]> versions = StoredVersions(key);
        foreach (byte[] version in versions)
        {
            _records.Delete(_writes, Family.KeyVersions, version);
        }

        _records.Delete(_writes, Family.Keys, recordKey);
        _records.Delete(_writes, Family.KeyOrder, OrderEntry.Of(key).RecordKey());
        _records.Put(_writes, Family.Erasures, recordKey, MarkFormat.Encode());
        ForgetAlias(key);
        _keys[key.Id] = null;
        _removed.Add(key.Id);
        Count(KeyClass.Of(key), -1);
    }

    public void AddJob(Job job)
    {
        ThrowIfEnded();
        RecordWriter.WholeMilliseconds(job.Due);
        _records.Put(_writes, Family.Jobs, RecordKeys.OfJob(job), MarkFormat.Encode());
    }

    public void RemoveJob(Job job)
    {
        ThrowIfEnded();
        _records.Delete(_writes, Family.Jobs, RecordKeys.OfJob(job));
    }

    public void Commit()
    {
        ThrowIfEnded();
        _store.ThrowIfDisposed();
        _ended = true;
        WriteCounts();
        if (_lastSequence is { } last)
        {
            _records.Put(_writes, Family.Meta, RecordKeys.Sequence, MetaFormat.EncodeSequence(last));
        }

        if (_firstAudit > 0)
        {
            _store.WriteWithAudit(_writes, _firstAudit, _lastAudit);
        }
        else
        {
            _records.Database.Write(_writes);
        }

        _erases = _removed.Count > 0;
    }

    public void Dispose()
    {
        _ended = true;
        if (_erases)
        {
            _erases = false;
            _store.FinishErasures();
        }

        _writes.Dispose();
        _store.End(this);
    }

    private static void RequireFitting(KeyRecord key, KeyVersionRecord version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(key.Sequence);
        if (version.KeyId != key.Id || version.Spec != key.Spec || version.Version == 0 || version.Version != key.CurrentVersion)
        {
            throw new ArgumentException("The version is not the first one of this key.", nameof(version));
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>A caller that decided on an outdated record would set back a change and spoil the counters.</summary>
    private void RequireCurrent(KeyRecord key) =>
        Require(CurrentKey(key.Id) == key, $"The key {key.Id} is not stored as the caller believes.");

    private KeyRecord? CurrentKey(Guid keyId) => _keys.TryGetValue(keyId, out KeyRecord? key) ? key : _store.FindKey(keyId);

    private Guid? CurrentAlias(string projectId, string alias) =>
        _aliases.TryGetValue((projectId, alias), out Guid? keyId) ? keyId : _store.FindAlias(projectId, alias);

    /// <summary>Sequences are unique over all projects and rise for ever, so what is not above the highest of before is taken, or was.</summary>
    private bool SequenceIsTaken(long sequence) => sequence <= StoredSequence || _sequences.Contains(sequence);

    /// <summary>The highest sequence that was ever taken, so that the place of a removed key is not given again.</summary>
    private long LastSequence => _lastSequence ?? StoredSequence;

    /// <summary>The same before this batch.</summary>
    private long StoredSequence => _storedSequence ??= MetaFormat.DecodeSequence(_records.Get(Family.Meta, RecordKeys.Sequence));

    private void ForgetAlias(KeyRecord key)
    {
        _records.Delete(_writes, Family.Aliases, RecordKeys.OfAlias(key.ProjectId, key.Alias));
        _aliases[(key.ProjectId, key.Alias)] = null;
    }

    /// <summary>The versions in the store, and those that this batch may have added.</summary>
    private List<byte[]> StoredVersions(KeyRecord key)
    {
        var versions = new List<byte[]> { RecordKeys.OfVersion(key.Id, key.CurrentVersion) };
        byte[] prefix = RecordKeys.OfKey(key.Id);
        using FamilyWalk walk = _records.Database.Walk(Family.KeyVersions);
        for (bool found = walk.Seek(prefix); found && walk.Key.StartsWith(prefix); found = walk.Next())
        {
            versions.Add(walk.Key.ToArray());
        }

        return versions;
    }

    private void Count(in KeyClass keyClass, int change) =>
        _counts[keyClass] = _counts.GetValueOrDefault(keyClass) + change;

    private void WriteCounts()
    {
        foreach ((KeyClass keyClass, long change) in _counts)
        {
            byte[] key = RecordKeys.OfCount(keyClass);
            long before = _records.Find(Family.KeyCounts, key) is { } content ? CountFormat.Decode(key, content) : 0;
            long after = before + change;
            if (after > 0)
            {
                _records.Put(_writes, Family.KeyCounts, key, CountFormat.Encode(after));
            }
            else if (after == 0)
            {
                _records.Delete(_writes, Family.KeyCounts, key);
            }
            else
            {
                throw RecordName.Damaged(Family.KeyCounts, key, $"it counts {before} keys, fewer than are being taken away.");
            }
        }
    }

    private void ThrowIfEnded()
    {
        if (_ended)
        {
            throw new InvalidOperationException("The batch is committed or disposed.");
        }
    }
}
