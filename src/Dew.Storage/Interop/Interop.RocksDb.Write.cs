using System.Runtime.InteropServices;

namespace Dew.Storage;

internal static partial class Interop
{
    internal static unsafe partial class RocksDb
    {
        [LibraryImport(Library)]
        internal static partial WriteBatchHandle rocksdb_writebatch_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_writebatch_destroy(nint batch);

        /// <summary>Empties the batch and keeps its memory.</summary>
        [LibraryImport(Library)]
        internal static partial void rocksdb_writebatch_clear(WriteBatchHandle batch);

        [LibraryImport(Library)]
        private static partial void rocksdb_writebatch_put_cf(
            WriteBatchHandle batch, FamilyHandle column_family, byte* key, nuint klen, byte* val, nuint vlen);

        [LibraryImport(Library)]
        private static partial void rocksdb_writebatch_delete_cf(WriteBatchHandle batch, FamilyHandle column_family, byte* key, nuint klen);

        [LibraryImport(Library)]
        private static partial void rocksdb_writebatch_delete_range_cf(
            WriteBatchHandle batch, FamilyHandle column_family, byte* start_key, nuint start_key_len, byte* end_key, nuint end_key_len);

        /// <summary>Adds bytes that only the write-ahead log gets.</summary>
        [LibraryImport(Library)]
        private static partial void rocksdb_writebatch_put_log_data(WriteBatchHandle batch, byte* blob, nuint len);

        [LibraryImport(Library)]
        private static partial byte* rocksdb_writebatch_data(WriteBatchHandle batch, nuint* size);

        [LibraryImport(Library)]
        private static partial void rocksdb_write(DatabaseHandle db, WriteOptionsHandle options, WriteBatchHandle batch, byte** errptr);

        internal static void Put(WriteBatchHandle batch, FamilyHandle family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            fixed (byte* k = key, v = value)
            {
                rocksdb_writebatch_put_cf(batch, family, k, (nuint)key.Length, v, (nuint)value.Length);
            }
        }

        internal static void Delete(WriteBatchHandle batch, FamilyHandle family, ReadOnlySpan<byte> key)
        {
            fixed (byte* k = key)
            {
                rocksdb_writebatch_delete_cf(batch, family, k, (nuint)key.Length);
            }
        }

        /// <summary>Deletes the records from <paramref name="first"/> up to, and without, <paramref name="end"/>.</summary>
        internal static void DeleteRange(WriteBatchHandle batch, FamilyHandle family, ReadOnlySpan<byte> first, ReadOnlySpan<byte> end)
        {
            fixed (byte* f = first, e = end)
            {
                rocksdb_writebatch_delete_range_cf(batch, family, f, (nuint)first.Length, e, (nuint)end.Length);
            }
        }

        internal static void PutLogData(WriteBatchHandle batch, ReadOnlySpan<byte> data)
        {
            fixed (byte* d = data)
            {
                rocksdb_writebatch_put_log_data(batch, d, (nuint)data.Length);
            }
        }

        /// <summary>What the batch takes in the write-ahead log, in bytes.</summary>
        internal static nuint DataSize(WriteBatchHandle batch)
        {
            nuint size;
            rocksdb_writebatch_data(batch, &size);
            return size;
        }

        /// <exception cref="RocksDbException">Nothing of the batch is visible; if syncing failed, it may be found after a crash.</exception>
        internal static void Write(DatabaseHandle db, WriteOptionsHandle options, WriteBatchHandle batch)
        {
            byte* error = null;
            rocksdb_write(db, options, batch, &error);
            ThrowIfFailed(error);
        }
    }
}
