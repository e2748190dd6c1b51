using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>The deep check: every record once in the order of the files, and look-ups of what it refers to, all at one moment.</summary>
internal sealed partial class StoreChecker : IDisposable
{
    private readonly SealedRecords _records;
    private readonly int _maxFindings;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Two over each family, of one moment: one to walk, one to look up what records refer to.</summary>
    private readonly FamilyWalks _walks;

    private readonly List<StoreFinding> _findings = [];
    private readonly Dictionary<KeyClass, long> _counts = [];
    private long _findingCount;
    private long _recordsRead;
    private long _highestSequence;

    internal StoreChecker(SealedRecords records, int maxFindings, CancellationToken cancellationToken)
    {
        _records = records;
        _maxFindings = maxFindings;
        _cancellationToken = cancellationToken;
        _walks = records.Database.WalkTogether([.. Family.All, .. Family.All]);
    }

    private delegate void RecordCheck(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content);

    internal StoreCheckReport Run()
    {
        // The keys come before the counters and the sequence, which are compared with what was seen there.
        Walk(Family.Keys, CheckKey);
        Walk(Family.KeyVersions, CheckVersion);
        Walk(Family.Aliases, CheckAlias);
        Walk(Family.KeyOrder, CheckOrder);
        Walk(Family.KeyCounts, CheckCount);
        foreach (KeyClass keyClass in _counts.Keys)
        {
            Find(Family.KeyCounts, RecordKeys.OfCount(keyClass), $"it is missing, while there are {_counts[keyClass]} such keys.");
        }

        Walk(Family.Jobs, CheckJob);
        Walk(Family.Erasures, CheckErasure);
        Walk(Family.Directory, CheckEntry);

        // The records come before the heads, which are compared with what was seen there.
        Walk(Family.Audit, CheckAudit);
        Walk(Family.AuditHeads, CheckAuditHead);
        CheckMeta();
        return new StoreCheckReport(_recordsRead, _findingCount, _findings);
    }

    public void Dispose() => _walks.Dispose();

    private void Walk(Family family, RecordCheck check)
    {
        FamilyWalk walk = _walks[family.Index];
        try
        {
            for (bool found = walk.First(); found; found = walk.Next())
            {
                _cancellationToken.ThrowIfCancellationRequested();
                CheckRecord(walk, check);
            }
        }
        catch (StoreException unreadable)
        {
            Add(new StoreFinding(family.Name, "", unreadable.Message));
        }
    }

    private void CheckRecord(FamilyWalk walk, RecordCheck check)
    {
        _recordsRead++;
        try
        {
            if (walk.Family == Family.Audit)
            {
                // One that does not open is damaged, but not missing.
                CheckAuditSequence(walk.Key);
            }

            check(walk.Key, _records.Open(walk));
        }
        catch (StoreException damaged)
        {
            Find(walk.Family, walk.Key, damaged.Message);
        }
    }

    private void CheckKey(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        KeyRecord key = KeyRecordFormat.Decode(recordKey, content);
        KeyClass keyClass = KeyClass.Of(key);
        _counts[keyClass] = _counts.GetValueOrDefault(keyClass) + 1;
        _highestSequence = Math.Max(_highestSequence, key.Sequence);

        if (LookUp(Family.KeyVersions, RecordKeys.OfVersion(key.Id, key.CurrentVersion)) is null)
        {
            Find(Family.Keys, recordKey, $"its current version {key.CurrentVersion} is missing.");
        }

        byte[] order = OrderEntry.Of(key).RecordKey();
        if (LookUp(Family.KeyOrder, order) is not { } orderContent || OrderEntry.Decode(order, orderContent) != OrderEntry.Of(key))
        {
            Find(Family.Keys, recordKey, $"{RecordName.Of(Family.KeyOrder, order)} does not agree with it.");
        }

        byte[] alias = RecordKeys.OfAlias(key.ProjectId, key.Alias);
        if (LookUp(Family.Aliases, alias) is not { } aliasContent || AliasFormat.Decode(alias, aliasContent) != key.Id)
        {
            Find(Family.Keys, recordKey, "its alias does not lead to it.");
        }

        if (key.DeletionDue is { } due && LookUp(Family.Jobs, RecordKeys.OfJob(new Job(due, JobKind.DeleteKey, key.Id))) is null)
        {
            Find(Family.Keys, recordKey, "it has a time of deletion and no job for it.");
        }
    }

    private void CheckVersion(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        KeyVersionRecord version = KeyVersionFormat.Decode(recordKey, content);
        byte[] key = RecordKeys.OfKey(version.KeyId);
        if (LookUp(Family.Keys, key) is not { } keyContent)
        {
            Find(Family.KeyVersions, recordKey, "there is no such key.");
        }
        else if (KeyRecordFormat.Decode(key, keyContent) is var owner && (owner.Spec != version.Spec || owner.CurrentVersion < version.Version))
        {
            Find(Family.KeyVersions, recordKey, "its key has another specification, or a lower current version.");
        }
    }

    private void CheckAlias(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        byte[] key = RecordKeys.OfKey(AliasFormat.Decode(recordKey, content));
        if (LookUp(Family.Keys, key) is not { } keyContent ||
            KeyRecordFormat.Decode(key, keyContent) is var named &&
            !recordKey.SequenceEqual(RecordKeys.OfAlias(named.ProjectId, named.Alias)))
        {
            Find(Family.Aliases, recordKey, "the key it leads to does not exist or has another project or alias.");
        }
    }

    private void CheckOrder(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        OrderEntry entry = OrderEntry.Decode(recordKey, content);
        byte[] key = RecordKeys.OfKey(entry.KeyId);
        if (LookUp(Family.Keys, key) is not { } keyContent || KeyRecordFormat.Decode(key, keyContent) is var named &&
            (named.Sequence != entry.Sequence || named.ProjectId != entry.Class.ProjectId))
        {
            Find(Family.KeyOrder, recordKey, "the key it names does not exist or has another place.");
        }
    }

    private void CheckCount(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        _counts.Remove(CountFormat.DecodeKey(recordKey), out long keys);
        long counted = CountFormat.Decode(recordKey, content);
        if (counted != keys)
        {
            Find(Family.KeyCounts, recordKey, $"it counts {counted} keys; there are {keys}.");
        }
    }

    private void CheckJob(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        Job job = JobFormat.Decode(recordKey, content);
        if (LookUp(Family.Keys, RecordKeys.OfKey(job.Subject)) is null)
        {
            Find(Family.Jobs, recordKey, "there is no such key.");
        }
    }

    private void CheckErasure(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        MarkFormat.Decode(Family.Erasures, recordKey, content);
        Find(Family.Erasures, recordKey, "the wrapped material of this removed key may still lie in the files.");
    }

    private void CheckMeta()
    {
        CheckMetaRecord(RecordKeys.Check, static content => MetaFormat.DecodeCheck(content));
        CheckMetaRecord(RecordKeys.Identity, static content => MetaFormat.DecodeIdentity(content));
        CheckMetaRecord(RecordKeys.Sequence, content =>
        {
            long last = MetaFormat.DecodeSequence(content);
            if (last < _highestSequence)
            {
                Find(Family.Meta, RecordKeys.Sequence, $"it says {last}, while the newest key has {_highestSequence}.");
            }
        });
    }

    private void CheckMetaRecord(ReadOnlySpan<byte> recordKey, Action<byte[]> check)
    {
        _recordsRead++;
        try
        {
            check(LookUp(Family.Meta, recordKey) ?? throw RecordName.Damaged(Family.Meta, recordKey, "it is missing."));
        }
        catch (StoreException damaged)
        {
            Find(Family.Meta, recordKey, damaged.Message);
        }
    }

    private byte[]? LookUp(Family family, ReadOnlySpan<byte> key) =>
        _walks[Family.All.Count + family.Index] is var walk && walk.Find(key) ? _records.Open(walk) : null;

    private void Find(Family family, ReadOnlySpan<byte> key, string what) =>
        Add(new StoreFinding(family.Name, RecordName.OfKey(family, key), what));

    private void Add(StoreFinding finding)
    {
        _findingCount++;
        if (_findings.Count < _maxFindings)
        {
            _findings.Add(finding);
        }
    }
}
