namespace Dew.Storage;

/// <summary>How to compact by hand (rocksdb_compactoptions_t).</summary>
internal sealed class CompactOptionsHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_compactoptions_destroy(handle);
}
