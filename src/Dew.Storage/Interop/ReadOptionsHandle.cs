namespace Dew.Storage;

/// <summary>How to read (rocksdb_readoptions_t).</summary>
internal sealed class ReadOptionsHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_readoptions_destroy(handle);
}
