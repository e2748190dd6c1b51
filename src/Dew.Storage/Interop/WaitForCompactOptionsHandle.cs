namespace Dew.Storage;

/// <summary>How to wait for background work (rocksdb_wait_for_compact_options_t).</summary>
internal sealed class WaitForCompactOptionsHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_wait_for_compact_options_destroy(handle);
}
