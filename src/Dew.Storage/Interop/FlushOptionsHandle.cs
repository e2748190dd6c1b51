namespace Dew.Storage;

/// <summary>How to flush (rocksdb_flushoptions_t).</summary>
internal sealed class FlushOptionsHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_flushoptions_destroy(handle);
}
