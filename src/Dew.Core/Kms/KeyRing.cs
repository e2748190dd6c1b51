using System.Diagnostics.CodeAnalysis;
using System.Collections.Concurrent;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>The keys in use: metadata and bound versions, read from the store when first asked for, bounded in number.</summary>
/// <remarks>
/// Eviction is by the clock algorithm: an entry used since the hand last passed is spared once. What a provider has loaded
/// for an evicted entry is unloaded.
/// </remarks>
public sealed class KeyRing
{
    private readonly IKeyStore _store;
    private readonly ICryptoProvider _provider;
    private readonly int _capacity;
    private readonly ConcurrentDictionary<Guid, KeyEntry> _entries = new();
    private readonly Queue<Guid> _clock = new();
    private readonly Lock _gate = new();
    private long _changes;

    /// <summary>An empty ring.</summary>
    /// <param name="store">Where keys are kept.</param>
    /// <param name="provider">What works with them.</param>
    /// <param name="capacity">Keys held at most.</param>
    public KeyRing(IKeyStore store, ICryptoProvider provider, int capacity = 8192)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _store = store;
        _provider = provider;
        _capacity = capacity;
    }

    /// <summary>Places of the clock, those of removed keys too.</summary>
    internal int ClockLength
    {
        get
        {
            lock (_gate)
            {
                return _clock.Count;
            }
        }
    }

    /// <summary>Keys held now.</summary>
    public int Count => _entries.Count;

    /// <summary>The key, whatever its state.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="entry">The key with its current version.</param>
    /// <exception cref="StoreException">A record cannot be read or believed.</exception>
    public bool TryGet(Guid keyId, [MaybeNullWhen(false)] out KeyEntry entry)
    {
        if (_entries.TryGetValue(keyId, out entry))
        {
            entry.Touched = true;
            return true;
        }

        return TryLoad(keyId, out entry);
    }

    /// <summary>One version of a key.</summary>
    /// <param name="entry">The key.</param>
    /// <param name="version">The version, from 1.</param>
    /// <param name="handle">The version bound to the provider.</param>
    /// <exception cref="StoreException">A record cannot be read or believed.</exception>
    internal bool TryGetVersion(KeyEntry entry, uint version, [MaybeNullWhen(false)] out KeyHandle handle)
    {
        if (entry.TryGetVersion(version, out handle!))
        {
            return true;
        }

        if (version == 0 || version > entry.Record.CurrentVersion || _store.FindVersion(entry.Record.Id, version) is not { } record)
        {
            handle = null;
            return false;
        }

        handle = entry.AddVersion(_provider.Bind(record));
        return true;
    }

    /// <summary>Makes a committed change of metadata visible.</summary>
    internal void Update(KeyRecord record)
    {
        lock (_gate)
        {
            _changes++;
            if (_entries.TryGetValue(record.Id, out KeyEntry? entry))
            {
                _entries[record.Id] = entry.With(record);
            }
        }
    }

    /// <summary>Forgets a key that was deleted and destroys what the HSM holds for it.</summary>
    internal void Remove(Guid keyId)
    {
        KeyEntry? entry;
        lock (_gate)
        {
            _changes++;
            _entries.TryRemove(keyId, out entry);
        }

        Unload(entry);
    }

    /// <summary>
    /// The count of changes ensures that an entry read before a change is not kept after it; then it is read again, because what is used
    /// but not kept would never be unloaded. Changes wait for the disk and reads do not, so that ends soon.
    /// </summary>
    private bool TryLoad(Guid keyId, [MaybeNullWhen(false)] out KeyEntry entry)
    {
        while (true)
        {
            long changes = Volatile.Read(ref _changes);
            if (!TryRead(keyId, out KeyEntry? read))
            {
                entry = null;
                return false;
            }

            if (TryKeep(read, changes, out entry, out KeyEntry? evicted))
            {
                Unload(evicted);
                return true;
            }
        }
    }

    private bool TryRead(Guid keyId, [MaybeNullWhen(false)] out KeyEntry entry)
    {
        entry = null;
        if (_store.FindKey(keyId) is not { } record)
        {
            return false;
        }

        if (_store.FindVersion(keyId, record.CurrentVersion) is not { } version)
        {
            // Two reads are not one: the key may have been destroyed between them, which is no damage.
            return _store.FindKey(keyId) is null
                ? false
                : throw new StoreException(Status.StoreDamaged, $"Key {keyId} has no version {record.CurrentVersion} although its record names it.");
        }

        entry = new KeyEntry(record, _provider.Bind(version)) { Touched = true };
        return true;
    }

    private bool TryKeep(KeyEntry read, long changes, [MaybeNullWhen(false)] out KeyEntry kept, out KeyEntry? evicted)
    {
        Guid keyId = read.Record.Id;
        evicted = null;
        lock (_gate)
        {
            if (_entries.TryGetValue(keyId, out kept))
            {
                return true;
            }

            if (changes != _changes)
            {
                return false;
            }

            kept = read;
            _entries[keyId] = read;
            _clock.Enqueue(keyId);
            evicted = EvictOverCapacity();
            SweepClock();
            return true;
        }
    }

    /// <summary>The hand may never come to pass over keys that were removed, so their places are given back now and then.</summary>
    private void SweepClock()
    {
        for (int left = _clock.Count > 2L * _capacity ? _clock.Count : 0; left > 0; left--)
        {
            Guid keyId = _clock.Dequeue();
            if (_entries.ContainsKey(keyId))
            {
                _clock.Enqueue(keyId);
            }
        }
    }

    private KeyEntry? EvictOverCapacity()
    {
        while (_entries.Count > _capacity)
        {
            Guid candidate = _clock.Dequeue();
            if (!_entries.TryGetValue(candidate, out KeyEntry? entry))
            {
                continue;
            }

            if (entry.Touched)
            {
                entry.Touched = false;
                _clock.Enqueue(candidate);
                continue;
            }

            _entries.TryRemove(candidate, out _);
            return entry;
        }

        return null;
    }

    private void Unload(KeyEntry? entry)
    {
        if (entry is null)
        {
            return;
        }

        foreach (KeyHandle version in entry.Versions)
        {
            _provider.Unload(version);
        }
    }
}
