namespace Dew.Storage;

/// <summary>How table files are laid out and cached (rocksdb_block_based_table_options_t).</summary>
internal sealed class TableOptionsHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_block_based_options_destroy(handle);
}
