namespace Dew.Storage.Tests;

/// <summary>The database below the store: whatever bytes, sealed or not.</summary>
internal sealed class RawDatabase(string directory) : IDisposable
{
    private readonly Database _database = Database.Open(directory);

    internal byte[]? Get(Family family, ReadOnlySpan<byte> key) => _database.Get(family, key);

    internal void Put(Family family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        using WriteBatchHandle batch = Interop.RocksDb.rocksdb_writebatch_create();
        _database.Put(batch, family, key, value);
        _database.Write(batch);
    }

    internal void Delete(Family family, ReadOnlySpan<byte> key)
    {
        using WriteBatchHandle batch = Interop.RocksDb.rocksdb_writebatch_create();
        _database.Delete(batch, family, key);
        _database.Write(batch);
    }

    /// <summary>Every record of a family, in order.</summary>
    internal List<(byte[] Key, byte[] Value)> All(Family family)
    {
        var records = new List<(byte[], byte[])>();
        using FamilyWalk walk = _database.Walk(family);
        for (bool found = walk.First(); found; found = walk.Next())
        {
            records.Add((walk.Key.ToArray(), walk.Value.ToArray()));
        }

        return records;
    }

    public void Dispose() => _database.Dispose();
}
