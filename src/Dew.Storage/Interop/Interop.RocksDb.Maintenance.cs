using System.Runtime.InteropServices;

namespace Dew.Storage;

internal static partial class Interop
{
    internal static unsafe partial class RocksDb
    {
        [LibraryImport(Library)]
        internal static partial FlushOptionsHandle rocksdb_flushoptions_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_flushoptions_destroy(nint options);

        [LibraryImport(Library)]
        private static partial void rocksdb_flush_cf(DatabaseHandle db, FlushOptionsHandle options, FamilyHandle column_family, byte** errptr);

        [LibraryImport(Library)]
        internal static partial CompactOptionsHandle rocksdb_compactoptions_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_compactoptions_destroy(nint options);

        [LibraryImport(Library)]
        internal static partial void rocksdb_compactoptions_set_bottommost_level_compaction(CompactOptionsHandle options, byte v);

        /// <summary>Reports no error: the C API drops the status.</summary>
        [LibraryImport(Library)]
        private static partial void rocksdb_compact_range_cf_opt(
            DatabaseHandle db, FamilyHandle column_family, CompactOptionsHandle options, byte* start_key, nuint start_key_len,
            byte* limit_key, nuint limit_key_len);

        [LibraryImport(Library)]
        private static partial void rocksdb_delete_file_in_range_cf(
            DatabaseHandle db, FamilyHandle column_family, byte* start_key, nuint start_key_len, byte* limit_key, nuint limit_key_len,
            byte** errptr);

        [LibraryImport(Library)]
        internal static partial WaitForCompactOptionsHandle rocksdb_wait_for_compact_options_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_wait_for_compact_options_destroy(nint options);

        [LibraryImport(Library)]
        internal static partial void rocksdb_wait_for_compact_options_set_wait_for_purge(WaitForCompactOptionsHandle options, byte v);

        [LibraryImport(Library)]
        private static partial void rocksdb_wait_for_compact(DatabaseHandle db, WaitForCompactOptionsHandle options, byte** errptr);

        /// <returns>0 if the property exists.</returns>
        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        private static partial int rocksdb_property_int_cf(DatabaseHandle db, FamilyHandle column_family, string propname, ulong* out_val);

        /// <summary>Writes what a family has in memory to a table file.</summary>
        /// <exception cref="RocksDbException">It cannot be written.</exception>
        internal static void Flush(DatabaseHandle db, FlushOptionsHandle options, FamilyHandle family)
        {
            byte* error = null;
            rocksdb_flush_cf(db, options, family, &error);
            ThrowIfFailed(error);
        }

        /// <summary>Rewrites the table files that touch a range of keys, both ends included. Failure shows only in the property rocksdb.background-errors.</summary>
        internal static void CompactRange(
            DatabaseHandle db, FamilyHandle family, CompactOptionsHandle options, ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
        {
            fixed (byte* f = first, l = last)
            {
                rocksdb_compact_range_cf_opt(db, family, options, f, (nuint)first.Length, l, (nuint)last.Length);
            }
        }

        /// <summary>Deletes the table files that lie below the first level and wholly in a range of keys, both ends included.</summary>
        /// <exception cref="RocksDbException">The database cannot be written.</exception>
        internal static void DeleteFilesInRange(DatabaseHandle db, FamilyHandle family, ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
        {
            byte* error = null;
            fixed (byte* f = first, l = last)
            {
                rocksdb_delete_file_in_range_cf(db, family, f, (nuint)first.Length, l, (nuint)last.Length, &error);
            }

            ThrowIfFailed(error);
        }

        /// <summary>Waits until nothing runs in the background.</summary>
        /// <exception cref="RocksDbException">Background work stopped for this error.</exception>
        internal static void WaitForCompact(DatabaseHandle db, WaitForCompactOptionsHandle options)
        {
            byte* error = null;
            rocksdb_wait_for_compact(db, options, &error);
            ThrowIfFailed(error);
        }

        /// <exception cref="RocksDbException">There is no such property.</exception>
        internal static ulong Property(DatabaseHandle db, FamilyHandle family, string name)
        {
            ulong value;
            return rocksdb_property_int_cf(db, family, name, &value) == 0
                ? value
                : throw new RocksDbException($"The library has no property {name}.");
        }
    }
}
