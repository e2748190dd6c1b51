namespace Dew.Storage;

/// <summary>An open column family (rocksdb_column_family_handle_t).</summary>
internal sealed class FamilyHandle : RocksDbObjectHandle
{
    protected override void Destroy() => Interop.RocksDb.rocksdb_column_family_handle_destroy(handle);
}
