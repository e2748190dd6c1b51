using Dew.Core.Appliance;
using Dew.Core.Ports;

namespace Dew.Storage.Tests;

/// <summary>An initialised, unlocked store in a directory of its own, which goes when it is disposed.</summary>
internal sealed class TestStore : IDisposable
{
    internal static readonly byte[] StoreKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    internal static readonly byte[] SealedStoreKey = "the store key, sealed by an HSM"u8.ToArray();
    internal static readonly ApplianceIdentity Identity =
        new(Sample.Project, "fedcba9876543210fedcba9876543210", "on-premise-1");

    private readonly bool _ownsDirectory;

    internal TestStore()
        : this(System.IO.Directory.CreateTempSubdirectory("dew-storage-").FullName, ownsDirectory: true)
    {
    }

    internal TestStore(string directory, bool ownsDirectory = false)
    {
        Directory = directory;
        _ownsDirectory = ownsDirectory;
        File = StoreFile.Open(directory);
        if (!File.IsInitialised)
        {
            File.Initialise(SealedStoreKey, 3, StoreKey, Identity);
        }

        Store = File.Unlock(StoreKey);
    }

    internal string Directory { get; }

    internal StoreFile File { get; private set; }

    internal DewStore Store { get; private set; }

    internal void Reopen()
    {
        Close();
        File = StoreFile.Open(Directory);
        Store = File.Unlock(StoreKey);
    }

    internal void Close() => File.Dispose();

    /// <summary>One change, committed.</summary>
    internal void Change(Action<IStoreBatch> change)
    {
        using IStoreBatch batch = Store.Begin();
        change(batch);
        batch.Commit();
    }

    /// <summary>Works on the closed database as an attacker with the disk would, then opens the store again.</summary>
    internal void Tamper(Action<RawDatabase> tamper)
    {
        Close();
        using (var raw = new RawDatabase(Directory))
        {
            tamper(raw);
        }

        Reopen();
    }

    public void Dispose()
    {
        Close();
        if (_ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
