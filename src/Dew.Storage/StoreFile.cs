using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Dew.Storage;

/// <summary>
/// The store on disk, before it is unlocked. The store key is itself sealed by the HSM, so opening has two phases: this one gives the
/// sealed store key out; with what the HSM makes of it, <see cref="Unlock"/> gives the records. Any thread may use it.
/// </summary>
public sealed partial class StoreFile : IDisposable
{
    /// <summary>The on-disk format this program writes. It reads all up to it.</summary>
    public const uint CurrentFormat = 2;

    private readonly Lock _gate = new();
    private readonly Database _database;
    private readonly ILogger _log;
    private DewStore? _unlocked;

    private StoreFile(Database database, uint? format, StoreBootstrap? bootstrap, ILogger log)
    {
        _database = database;
        _log = log;
        Format = format;
        Bootstrap = bootstrap;
    }

    /// <summary>The directory it lies in.</summary>
    public string Directory => _database.Directory;

    /// <summary>The format of the records; null before <see cref="Initialise"/>.</summary>
    public uint? Format { get; private set; }

    /// <summary>How to get the store key; null before <see cref="Initialise"/>.</summary>
    public StoreBootstrap? Bootstrap { get; private set; }

    /// <summary>Whether the store has been given a store key and an identity.</summary>
    public bool IsInitialised => Format is not null;

    /// <summary>Makes the store this appliance's: all of it or, if the machine dies, nothing.</summary>
    /// <param name="sealedStoreKey">The store key as the HSM sealed it. Kept in the clear.</param>
    /// <param name="storeKeyGeneration">Which dew-store key sealed it, from 1.</param>
    /// <param name="storeKey">The store key itself, 32 bytes. Not retained.</param>
    /// <param name="identity">Who the appliance is.</param>
    /// <exception cref="InvalidOperationException">It is initialised already.</exception>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public void Initialise(
        ReadOnlySpan<byte> sealedStoreKey, uint storeKeyGeneration, ReadOnlySpan<byte> storeKey, ApplianceIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        using var seal = new RecordSeal(storeKey);
        var bootstrap = new StoreBootstrap(storeKeyGeneration, sealedStoreKey.ToArray());
        lock (_gate)
        {
            if (IsInitialised)
            {
                throw new InvalidOperationException($"The store in {Directory} is initialised already.");
            }

            var records = new SealedRecords(_database, seal);
            using WriteBatchHandle batch = Interop.RocksDb.rocksdb_writebatch_create();
            _database.Put(batch, Family.Meta, RecordKeys.Format, MetaFormat.EncodeFormat(CurrentFormat));
            _database.Put(batch, Family.Meta, RecordKeys.Bootstrap, MetaFormat.EncodeBootstrap(bootstrap));
            records.Put(batch, Family.Meta, RecordKeys.Check, MetaFormat.EncodeCheck(CurrentFormat));
            records.Put(batch, Family.Meta, RecordKeys.Identity, MetaFormat.EncodeIdentity(identity));
            records.Put(batch, Family.Meta, RecordKeys.Sequence, MetaFormat.EncodeSequence(0));
            _database.Write(batch);
            Bootstrap = bootstrap;
            Format = CurrentFormat;
        }

        LogInitialised(Directory, CurrentFormat, storeKeyGeneration);
    }

    /// <summary>Opens the records; those of an older format become records of the current one first. One store at a time: dispose it to seal the appliance, then unlock again.</summary>
    /// <param name="storeKey">The store key, 32 bytes; copied to locked memory that is released with the store.</param>
    /// <exception cref="InvalidOperationException">The store is not initialised, or unlocked already.</exception>
    /// <exception cref="StoreException">
    /// This is not the key of this store, the store is damaged, or it has an older format and cannot be written.
    /// </exception>
    public DewStore Unlock(ReadOnlySpan<byte> storeKey)
    {
        lock (_gate)
        {
            if (!IsInitialised)
            {
                throw new InvalidOperationException($"The store in {Directory} is not initialised.");
            }

            if (_unlocked is not null)
            {
                throw new InvalidOperationException($"The store in {Directory} is unlocked already.");
            }

            var seal = new RecordSeal(storeKey);
            try
            {
                var records = new SealedRecords(_database, seal);
                ApplianceIdentity identity = ReadIdentity(records);
                Upgrade(records, identity);
                var store = new DewStore(this, records, seal, identity, _log);
                store.FinishErasures();
                _unlocked = store;
                return store;
            }
            catch
            {
                seal.Dispose();
                throw;
            }
        }
    }

    /// <summary>What can be told without reading the records, sealed or not.</summary>
    public StoreStatistics GetStatistics() => new(
        _database.EstimateRecords(Family.Keys),
        new DirectoryInfo(Directory).EnumerateFiles().Sum(LengthBytes),
        _database.LastWriteError,
        (long)_database.BackgroundErrors);

    /// <summary>Closes the store. A store that is unlocked is disposed first.</summary>
    public void Dispose()
    {
        _unlocked?.Dispose();
        _database.Dispose();
    }

    internal void Lock(DewStore store)
    {
        lock (_gate)
        {
            if (_unlocked == store)
            {
                _unlocked = null;
            }
        }
    }

    /// <summary>RocksDB deletes files at any time; one that is gone takes no space. Both properties come from one look at the file.</summary>
    private static long LengthBytes(FileInfo file) => file.Exists ? file.Length : 0;

    private void Upgrade(SealedRecords records, ApplianceIdentity identity)
    {
        if (Format is not { } before || before == CurrentFormat)
        {
            return;
        }

        new StoreUpgrade(records, identity.ProjectId).Run();
        Format = CurrentFormat;
        LogUpgraded(Directory, before, CurrentFormat);
    }

    /// <summary>A wrong key opens nothing; a damaged check record alone leaves the identity readable. So the two can be told apart.</summary>
    private ApplianceIdentity ReadIdentity(SealedRecords records)
    {
        try
        {
            uint format = MetaFormat.DecodeCheck(records.Get(Family.Meta, RecordKeys.Check));
            if (format != Format)
            {
                throw RecordName.Damaged(Family.Meta, RecordKeys.Format, $"it says {Format}, the sealed check record {format}.");
            }
        }
        catch (StoreException) when (!Opens(records, RecordKeys.Identity))
        {
            throw new StoreException(
                Status.StoreDamaged,
                $"The store key does not belong to the store in {Directory}: neither meta/check nor meta/identity opens with it. " +
                "Is this the HSM, or the backup of the HSM, that the store was initialised with?");
        }

        return MetaFormat.DecodeIdentity(records.Get(Family.Meta, RecordKeys.Identity));
    }

    private static bool Opens(SealedRecords records, ReadOnlySpan<byte> metaKey)
    {
        try
        {
            return records.Find(Family.Meta, metaKey) is not null;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
