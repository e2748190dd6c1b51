namespace Dew.Storage;

/// <summary>A position in one column family (rocksdb_iterator_t).</summary>
internal sealed class IteratorHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_iter_destroy(handle);
}
