using System.Collections.Concurrent;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>A CMK as the key ring holds it: its metadata and its versions bound to the provider. Metadata never change; a change makes a new entry.</summary>
public sealed class KeyEntry
{
    private readonly ConcurrentDictionary<uint, KeyHandle> _versions;
    private PublicKey? _publicKey;

    internal KeyEntry(KeyRecord record, KeyHandle current)
        : this(record, current, new ConcurrentDictionary<uint, KeyHandle> { [record.CurrentVersion] = current })
    {
    }

    private KeyEntry(KeyRecord record, KeyHandle current, ConcurrentDictionary<uint, KeyHandle> versions)
    {
        Record = record;
        Current = current;
        _versions = versions;
    }

    /// <summary>The metadata.</summary>
    public KeyRecord Record { get; }

    /// <summary>The version that encrypts and signs.</summary>
    public KeyHandle Current { get; }

    internal bool Touched { get; set; }

    internal IEnumerable<KeyHandle> Versions => _versions.Values;

    internal bool TryGetVersion(uint version, out KeyHandle? handle) => _versions.TryGetValue(version, out handle);

    internal KeyHandle AddVersion(KeyHandle handle) => _versions.GetOrAdd(handle.Version.Version, handle);

    /// <summary>The public half of an asymmetric key.</summary>
    internal PublicKey PublicKey => _publicKey ??= new PublicKey(Current.Version);

    /// <summary>The same versions under changed metadata, as long as the current version stays.</summary>
    internal KeyEntry With(KeyRecord record) => new(record, Current, _versions) { _publicKey = _publicKey, Touched = true };
}
