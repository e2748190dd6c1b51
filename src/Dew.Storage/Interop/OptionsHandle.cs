namespace Dew.Storage;

/// <summary>How a database and its column families are kept (rocksdb_options_t).</summary>
internal sealed class OptionsHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_options_destroy(handle);
}
