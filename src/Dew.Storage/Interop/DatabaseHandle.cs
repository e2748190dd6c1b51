namespace Dew.Storage;

/// <summary>An open database (rocksdb_t).</summary>
internal sealed class DatabaseHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_close(handle);
}
