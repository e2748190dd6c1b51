namespace Dew.Storage;

/// <summary>Changes that are written together (rocksdb_writebatch_t).</summary>
internal sealed class WriteBatchHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_writebatch_destroy(handle);
}
