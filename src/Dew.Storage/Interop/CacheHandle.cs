namespace Dew.Storage;

/// <summary>A reference to a block cache, which the database shares (rocksdb_cache_t).</summary>
internal sealed class CacheHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_cache_destroy(handle);
}
