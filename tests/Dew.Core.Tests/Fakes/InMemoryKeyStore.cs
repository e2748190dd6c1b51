using System.Security.Cryptography;
using System.Text;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

/// <summary>
/// The store's contract without files: reads see committed changes only, one batch is open at a time, and what the contract forbids throws.
/// Hooks let a test run something at an exact moment, which stands for another thread that got there first.
/// </summary>
internal sealed class InMemoryKeyStore : IKeyStore, IStore, IDirectoryStore
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _sealKey = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, KeyRecord> _keys = [];
    private readonly Dictionary<(Guid Key, uint Version), KeyVersionRecord> _versions = [];
    private readonly Dictionary<(string Project, string Alias), Guid> _aliases = [];
    private readonly SortedDictionary<(EntryKind Kind, string Id), ReadOnlyMemory<byte>> _entries = new(
        Comparer<(EntryKind Kind, string Id)>.Create(static (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Id, b.Id)));
    private readonly HashSet<Job> _jobs = [];
    private long _nextSequence = 1;

    /// <summary>Runs once, after the next key record was read and before it is returned.</summary>
    internal Action? AfterNextFindKey { get; set; }

    /// <summary>Runs once, after the next alias was looked up and before the answer is returned.</summary>
    internal Action? AfterNextFindAlias { get; set; }

    /// <summary>Runs at the start of every commit, when nothing of it is visible yet.</summary>
    internal Action? BeforeCommit { get; set; }

    /// <summary>Keys whose records cannot be believed.</summary>
    internal HashSet<Guid> Damaged { get; } = [];

    /// <summary>Where the audit records of its changes go.</summary>
    internal InMemoryAuditStore Audit { get; } = new();

    internal int FindKeyCalls { get; private set; }

    internal int Commits { get; private set; }

    internal bool IsBatchOpen { get; private set; }

    internal IReadOnlyList<Job> Jobs => [.. _jobs.OrderBy(static j => j.Due)];

    internal int KeyCount => _keys.Count;

    public KeyRecord? FindKey(Guid keyId)
    {
        KeyRecord? found;
        Action? hook;
        lock (_gate)
        {
            FindKeyCalls++;
            found = _keys.GetValueOrDefault(keyId);
            (hook, AfterNextFindKey) = (AfterNextFindKey, null);
        }

        hook?.Invoke();
        return Damaged.Contains(keyId) ? throw new StoreException(Status.StoreDamaged, $"Record {keyId} is damaged.") : found;
    }

    public KeyVersionRecord? FindVersion(Guid keyId, uint version)
    {
        lock (_gate)
        {
            return _versions.GetValueOrDefault((keyId, version));
        }
    }

    public Guid? FindAlias(string projectId, string alias)
    {
        Guid? found;
        Action? hook;
        lock (_gate)
        {
            found = _aliases.TryGetValue((projectId, alias), out Guid owner) ? owner : null;
            (hook, AfterNextFindAlias) = (AfterNextFindAlias, null);
        }

        hook?.Invoke();
        return found;
    }

    public KeyPage List(in KeyFilter filter, long offset, int limit)
    {
        KeyFilter wanted = filter;
        lock (_gate)
        {
            List<KeyRecord> matching =
            [
                .. _keys.Values
                    .Where(k => k.ProjectId == wanted.ProjectId
                        && (wanted.State is null || k.State == wanted.State)
                        && (wanted.Spec is null || k.Spec == wanted.Spec)
                        && (wanted.EnterpriseProjectId is null || k.EnterpriseProjectId == wanted.EnterpriseProjectId))
                    .OrderBy(static k => k.Sequence),
            ];
            return new KeyPage([.. matching.Skip((int)Math.Min(offset, int.MaxValue)).Take(limit)], matching.Count);
        }
    }

    public IReadOnlyList<Job> DueJobs(DateTimeOffset now, int limit)
    {
        lock (_gate)
        {
            return [.. _jobs.Where(j => j.Due <= now).OrderBy(static j => j.Due).Take(limit)];
        }
    }

    public DateTimeOffset? NextJobDue()
    {
        lock (_gate)
        {
            return _jobs.Count == 0 ? null : _jobs.Min(static j => j.Due);
        }
    }

    public IReadOnlyList<DirectoryEntry> ReadEntries(EntryKind kind)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => entry.Key.Kind == kind).Select(static entry => new DirectoryEntry(entry.Key.Kind, entry.Key.Id, entry.Value))];
        }
    }

    public DirectoryEntry? FindEntry(EntryKind kind, string id)
    {
        lock (_gate)
        {
            return _entries.TryGetValue((kind, id), out ReadOnlyMemory<byte> content) ? new DirectoryEntry(kind, id, content) : null;
        }
    }

    /// <summary>AES-GCM under a key of this object, the purpose as additional data.</summary>
    public byte[] SealValue(string purpose, ReadOnlySpan<byte> content)
    {
        byte[] sealedValue = new byte[NonceSize + TagSize + content.Length];
        RandomNumberGenerator.Fill(sealedValue.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_sealKey, TagSize);
        aes.Encrypt(
            sealedValue.AsSpan(0, NonceSize), content, sealedValue.AsSpan(NonceSize + TagSize), sealedValue.AsSpan(NonceSize, TagSize), Encoding.ASCII.GetBytes(purpose));
        return sealedValue;
    }

    public byte[]? OpenValue(string purpose, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < NonceSize + TagSize)
        {
            return null;
        }

        byte[] content = new byte[sealedValue.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_sealKey, TagSize);
        try
        {
            aes.Decrypt(
                sealedValue[..NonceSize], sealedValue[(NonceSize + TagSize)..], sealedValue.Slice(NonceSize, TagSize), content, Encoding.ASCII.GetBytes(purpose));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public IStoreBatch Begin()
    {
        if (IsBatchOpen)
        {
            throw new InvalidOperationException("A batch is open already.");
        }

        IsBatchOpen = true;
        return new Batch(this);
    }

    /// <summary>Adds a version behind the service's back, as a rotation would.</summary>
    internal void PutVersion(KeyVersionRecord version, bool makeCurrent)
    {
        _versions[(version.KeyId, version.Version)] = version;
        if (makeCurrent)
        {
            _keys[version.KeyId] = _keys[version.KeyId] with { CurrentVersion = version.Version };
        }
    }

    internal void PutKey(KeyRecord key)
    {
        _keys[key.Id] = key;
        _aliases[(key.ProjectId, key.Alias)] = key.Id;
    }

    internal void LoseVersion(Guid keyId, uint version) => _versions.Remove((keyId, version));

    internal void PutJob(Job job) => _jobs.Add(job);

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The contract of the store is broken: {rule}");
        }
    }

    private sealed class Batch(InMemoryKeyStore store) : IStoreBatch
    {
        private readonly List<Action> _changes = [];
        private bool _sequenceTaken;
        private bool _committed;

        public long NextSequence()
        {
            Require(!_sequenceTaken, "one sequence a batch");
            _sequenceTaken = true;
            return store._nextSequence;
        }

        public void AddKey(KeyRecord key, KeyVersionRecord version)
        {
            Require(!store._keys.ContainsKey(key.Id), "the id is new");
            Require(!store._aliases.ContainsKey((key.ProjectId, key.Alias)), "the alias is new");
            Require(store._keys.Values.All(k => k.Sequence != key.Sequence), "the sequence is new");
            Require(version.KeyId == key.Id && version.Version == key.CurrentVersion && version.Spec == key.Spec, "the version is the key's");
            _changes.Add(() =>
            {
                store._keys.Add(key.Id, key);
                store._aliases.Add((key.ProjectId, key.Alias), key.Id);
                store._versions.Add((key.Id, version.Version), version);
                store._nextSequence++;
            });
        }

        public void UpdateKey(KeyRecord before, KeyRecord after)
        {
            Require(store._keys.GetValueOrDefault(before.Id) == before, "before is as stored");
            Require(before.Id == after.Id && before.Sequence == after.Sequence, "id and sequence stay");
            Require(before.Alias == after.Alias || !store._aliases.ContainsKey((after.ProjectId, after.Alias)), "the new alias is free");
            _changes.Add(() =>
            {
                store._keys[after.Id] = after;
                store._aliases.Remove((before.ProjectId, before.Alias));
                store._aliases.Add((after.ProjectId, after.Alias), after.Id);
            });
        }

        public void RemoveKey(KeyRecord key)
        {
            Require(store._keys.GetValueOrDefault(key.Id) == key, "the key is as stored");
            _changes.Add(() =>
            {
                store._keys.Remove(key.Id);
                store._aliases.Remove((key.ProjectId, key.Alias));
                foreach ((Guid Key, uint Version) version in store._versions.Keys.Where(v => v.Key == key.Id).ToList())
                {
                    store._versions.Remove(version);
                }
            });
        }

        public void AddJob(Job job) => _changes.Add(() => Require(store._jobs.Add(job), "a job is added once"));

        public void RemoveJob(Job job) => _changes.Add(() => Require(store._jobs.Remove(job), "only a job that exists is removed"));

        public void PutEntry(in DirectoryEntry entry)
        {
            DirectoryEntry copy = entry with { Content = entry.Content.ToArray() };
            _changes.Add(() => store._entries[(copy.Kind, copy.Id)] = copy.Content);
        }

        public void RemoveEntry(EntryKind kind, string id) => _changes.Add(() => store._entries.Remove((kind, id)));

        public void AddAuditRecord(in StoredAuditRecord record)
        {
            StoredAuditRecord copy = record;
            // First, because it may fail, and then nothing is written.
            _changes.Insert(0, () => store.Audit.AppendAudit([copy]));
        }

        public void Commit()
        {
            Require(!_committed, "one commit a batch");
            store.BeforeCommit?.Invoke();
            lock (store._gate)
            {
                _changes.ForEach(static change => change());
                store.Commits++;
            }

            _committed = true;
        }

        public void Dispose() => store.IsBatchOpen = false;
    }
}
