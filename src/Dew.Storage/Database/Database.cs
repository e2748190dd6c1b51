using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>An open RocksDB database with the families of the store. RocksDB's errors leave it as <see cref="StoreException"/>.</summary>
internal sealed class Database : IDisposable
{
    private readonly DatabaseHandle _handle;
    private readonly FamilyHandle[] _families;
    private readonly FamilyHandle[] _foreignFamilies;
    private readonly ReadOptionsHandle _read = Interop.RocksDb.rocksdb_readoptions_create();
    private readonly WriteOptionsHandle _syncedWrite = Interop.RocksDb.rocksdb_writeoptions_create();
    private readonly WriteOptionsHandle _unsyncedWrite = Interop.RocksDb.rocksdb_writeoptions_create();
    private volatile string? _lastWriteError;

    private Database(string directory, DatabaseHandle handle, FamilyHandle[] families, string[] names)
    {
        Directory = directory;
        _handle = handle;
        _families = [.. Family.All.Select(family => families[names.IndexOf(family.Name)])];
        _foreignFamilies = [.. families.Except(_families)];
        ForeignFamilies = [.. names.Where(name => name != DefaultFamily && Family.All.All(family => family.Name != name))];
        Interop.RocksDb.rocksdb_writeoptions_set_sync(_syncedWrite, 1);
    }

    /// <summary>Where the files are.</summary>
    internal string Directory { get; }

    /// <summary>Families of the database that this program does not know.</summary>
    internal IReadOnlyList<string> ForeignFamilies { get; }

    /// <summary>How many bytes of unsynced writes a power cut had torn; they were cut off to open the database.</summary>
    internal long TornBytes { get; private init; }

    /// <summary>Why the last write failed; null if it did not fail.</summary>
    internal string? LastWriteError => _lastWriteError;

    /// <summary>The family that RocksDB itself demands. Always empty.</summary>
    private const string DefaultFamily = "default";

    /// <summary>Opens or creates the database; families that are missing are created.</summary>
    /// <param name="directory">An existing directory.</param>
    /// <exception cref="StoreException">It is in use, damaged, or cannot be written.</exception>
    internal static Database Open(string directory)
    {
        try
        {
            using OptionsHandle options = RocksDbSettings.Create();
            string[] present = File.Exists(Path.Combine(directory, "CURRENT"))
                ? Interop.RocksDb.ListColumnFamilies(options, directory)
                : [DefaultFamily];
            string[] names = [.. present, .. Family.All.Select(family => family.Name).Except(present)];
            DatabaseHandle handle = OpenOrRepair(options, directory, names, out FamilyHandle[] families, out long tornBytes);
            return new Database(directory, handle, families, names) { TornBytes = tornBytes };
        }
        catch (RocksDbException refused)
        {
            throw OpenRefused(directory, refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(Status.StoreUnwritable, $"The store in {directory} cannot be opened: {refused.Message}", refused);
        }
    }

    /// <summary>A copy of a record's value as it lies in the database, or null.</summary>
    internal byte[]? Get(Family family, ReadOnlySpan<byte> key)
    {
        try
        {
            return Interop.RocksDb.Get(_handle, _read, this[family], key);
        }
        catch (RocksDbException refused)
        {
            throw Unreadable(RecordName.Of(family, key), refused);
        }
    }

    /// <summary>A walk over one family as it is now.</summary>
    internal FamilyWalk Walk(Family family) => new(family, Interop.RocksDb.CreateIterator(_handle, _read, this[family]));

    /// <summary>Walks over several families as they are at one moment.</summary>
    internal FamilyWalks WalkTogether(params ReadOnlySpan<Family> families)
    {
        var handles = new FamilyHandle[families.Length];
        for (int i = 0; i < handles.Length; i++)
        {
            handles[i] = this[families[i]];
        }

        try
        {
            return new FamilyWalks(families, Interop.RocksDb.CreateIterators(_handle, _read, handles));
        }
        catch (RocksDbException refused)
        {
            throw Unreadable(Directory, refused);
        }
    }

    internal void Put(WriteBatchHandle batch, Family family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        Interop.RocksDb.Put(batch, this[family], key, value);

    internal void Delete(WriteBatchHandle batch, Family family, ReadOnlySpan<byte> key) =>
        Interop.RocksDb.Delete(batch, this[family], key);

    /// <summary>Deletes the records of a family from one key up to, and without, another.</summary>
    internal void DeleteRange(WriteBatchHandle batch, Family family, ReadOnlySpan<byte> first, ReadOnlySpan<byte> end) =>
        Interop.RocksDb.DeleteRange(batch, this[family], first, end);

    /// <summary>Writes a batch and returns when it, and all that was written before, is on stable storage.</summary>
    /// <exception cref="StoreException">It was not written. If only the sync failed it may still be found after a crash.</exception>
    internal void Write(WriteBatchHandle batch) => Write(batch, _syncedWrite);

    /// <summary>Empties a batch for <see cref="WriteUnsynced"/>.</summary>
    internal static void ClearForUnsynced(WriteBatchHandle batch)
    {
        Interop.RocksDb.rocksdb_writebatch_clear(batch);
        Interop.RocksDb.PutLogData(batch, TornLog.UnsyncedMark);
    }

    /// <summary>Writes a batch and returns when the operating system has it: it survives the process, and a power cut from the next synced write on.</summary>
    /// <param name="batch">Begun with <see cref="ClearForUnsynced"/>.</param>
    /// <exception cref="StoreException">It was not written.</exception>
    internal void WriteUnsynced(WriteBatchHandle batch) => Write(batch, _unsyncedWrite);

    private void Write(WriteBatchHandle batch, WriteOptionsHandle options)
    {
        try
        {
            Interop.RocksDb.Write(_handle, options, batch);
            _lastWriteError = null;
            if (Interop.RocksDb.DataSize(batch) > (nuint)RocksDbSettings.WriteAheadLogBytes)
            {
                // RocksDB looks at the sizes before a write only, so a large last one would be replayed at the next start.
                TryFlush();
            }
        }
        catch (RocksDbException refused)
        {
            throw Unwritable(refused);
        }
    }

    /// <summary>Rewrites the files so that nothing deleted remains in them within ranges of a family, nor in the write-ahead log.</summary>
    /// <param name="family">The family.</param>
    /// <param name="ranges">First and last key of each range.</param>
    /// <exception cref="StoreException">It could not be done, or not wholly.</exception>
    internal void EraseDeleted(Family family, IReadOnlyList<(byte[] First, byte[] Last)> ranges)
    {
        try
        {
            ulong errorsBefore = BackgroundErrors;
            Flush();
            using CompactOptionsHandle compact = Interop.RocksDb.rocksdb_compactoptions_create();
            Interop.RocksDb.rocksdb_compactoptions_set_bottommost_level_compaction(
                compact, Interop.RocksDb.rocksdb_bottommost_level_compaction_force);
            foreach ((byte[] first, byte[] last) in ranges)
            {
                Interop.RocksDb.CompactRange(_handle, this[family], compact, first, last);
            }

            using WaitForCompactOptionsHandle wait = Interop.RocksDb.rocksdb_wait_for_compact_options_create();
            Interop.RocksDb.rocksdb_wait_for_compact_options_set_wait_for_purge(wait, 1);
            Interop.RocksDb.WaitForCompact(_handle, wait);
            if (BackgroundErrors != errorsBefore)
            {
                throw new RocksDbException("Files could not be rewritten; RocksDB's LOG tells why.");
            }
        }
        catch (RocksDbException refused)
        {
            throw Unwritable(refused);
        }
    }

    /// <summary>
    /// Gives the space of deleted records back where whole files can go; the rest goes when RocksDB compacts. Every record from
    /// <paramref name="first"/> to <paramref name="last"/> must be deleted already, by one range: a file that goes may hold the deletion of
    /// a record in another file.
    /// </summary>
    internal void TryReleaseFiles(Family family, ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
    {
        try
        {
            Interop.RocksDb.DeleteFilesInRange(_handle, this[family], first, last);
        }
        catch (RocksDbException refused)
        {
            // The records are gone all the same; only their space is given back later.
            _lastWriteError = refused.Message;
        }
    }

    /// <summary>About how many records a family has.</summary>
    internal long EstimateRecords(Family family) =>
        (long)Interop.RocksDb.Property(_handle, this[family], "rocksdb.estimate-num-keys");

    /// <summary>How often work in the background failed since the database was opened.</summary>
    internal ulong BackgroundErrors => Interop.RocksDb.Property(_handle, this[Family.Meta], "rocksdb.background-errors");

    public void Dispose()
    {
        if (_handle.IsClosed)
        {
            return;
        }

        TryFlush();
        foreach (FamilyHandle family in (ReadOnlySpan<FamilyHandle>)[.. _families, .. _foreignFamilies])
        {
            family.Dispose();
        }

        _read.Dispose();
        _syncedWrite.Dispose();
        _unsyncedWrite.Dispose();
        _handle.Dispose();
    }

    private FamilyHandle this[Family family] => _families[family.Index];

    /// <summary>What cannot be flushed stays in the write-ahead log, so only the next start is slower; but an operator should know.</summary>
    private void TryFlush()
    {
        try
        {
            Flush();
        }
        catch (RocksDbException refused)
        {
            _lastWriteError = refused.Message;
        }
    }

    /// <summary>Writes what is in memory to table files; after that no write-ahead log is needed and RocksDB deletes it.</summary>
    private void Flush()
    {
        using FlushOptionsHandle options = Interop.RocksDb.rocksdb_flushoptions_create();
        foreach (FamilyHandle family in _families)
        {
            Interop.RocksDb.Flush(_handle, options, family);
        }
    }

    /// <summary>For a read that RocksDB refused.</summary>
    internal static StoreException Unreadable(string what, RocksDbException cause) =>
        new(Status.StoreDamaged, $"{what} cannot be read: {cause.Message}", cause);

    private StoreException Unwritable(RocksDbException cause)
    {
        string advice = cause.IsNoSpace
            ? "The disk is full; once there is space again, writing goes on by itself within some seconds."
            : "Reads go on; if the disk is sound again, restart the service to write.";
        _lastWriteError = $"{cause.Message} {advice}";
        return new StoreException(Status.StoreUnwritable, $"The store in {Directory} cannot be written: {_lastWriteError}", cause);
    }

    /// <summary>Locked by this process, or by another one (EAGAIN of fcntl(2)).</summary>
    private static bool IsInUse(RocksDbException cause) =>
        cause.Message.Contains("lock hold by current process", StringComparison.Ordinal) ||
        cause.Message.Contains("/LOCK: Resource temporarily unavailable", StringComparison.Ordinal);

    /// <summary>RocksDB has had the lock of the directory when it says that something is damaged, so nobody else has the database open.</summary>
    private static DatabaseHandle OpenOrRepair(
        OptionsHandle options, string directory, string[] names, out FamilyHandle[] families, out long tornBytes)
    {
        tornBytes = 0;
        try
        {
            return Interop.RocksDb.Open(options, directory, names, out families);
        }
        catch (RocksDbException damaged) when (damaged.IsCorruption)
        {
            tornBytes = TornLog.Cut(directory);
            if (tornBytes == 0)
            {
                throw;
            }

            return Interop.RocksDb.Open(options, directory, names, out families);
        }
    }

    private static StoreException OpenRefused(string directory, RocksDbException cause) =>
        cause.IsCorruption
            ? new StoreException(Status.StoreDamaged, $"The store in {directory} is damaged: {cause.Message}", cause)
            : IsInUse(cause)
                ? new StoreException(Status.StoreUnwritable, $"The store in {directory} is in use: {cause.Message}", cause)
                : new StoreException(Status.StoreUnwritable, $"The store in {directory} cannot be opened: {cause.Message}", cause);
}
