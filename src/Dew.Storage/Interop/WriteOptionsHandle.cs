namespace Dew.Storage;

/// <summary>How to write (rocksdb_writeoptions_t).</summary>
internal sealed class WriteOptionsHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_writeoptions_destroy(handle);
}
