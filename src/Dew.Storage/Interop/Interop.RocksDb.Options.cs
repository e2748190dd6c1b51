using System.Runtime.InteropServices;

namespace Dew.Storage;

internal static partial class Interop
{
    internal static unsafe partial class RocksDb
    {
        internal const int rocksdb_no_compression = 0;
        internal const int rocksdb_tolerate_corrupted_tail_records_recovery = 0;
        internal const int rocksdb_warn_level = 2;
        internal const byte rocksdb_bottommost_level_compaction_force = 2;

        [LibraryImport(Library)]
        internal static partial OptionsHandle rocksdb_options_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_destroy(nint options);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_create_if_missing(OptionsHandle options, byte v);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_create_missing_column_families(OptionsHandle options, byte v);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_max_open_files(OptionsHandle options, int n);

        [LibraryImport(Library)]
        internal static partial int rocksdb_options_get_max_open_files(OptionsHandle options);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_max_background_jobs(OptionsHandle options, int n);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_write_buffer_size(OptionsHandle options, nuint bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_db_write_buffer_size(OptionsHandle options, nuint bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_arena_block_size(OptionsHandle options, nuint bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_max_total_wal_size(OptionsHandle options, ulong bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_target_file_size_base(OptionsHandle options, ulong bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_max_bytes_for_level_base(OptionsHandle options, ulong bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_manifest_preallocation_size(OptionsHandle options, nuint bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_compression(OptionsHandle options, int algorithm);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_wal_recovery_mode(OptionsHandle options, int mode);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_track_and_verify_wals_in_manifest(OptionsHandle options, byte v);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_info_log_level(OptionsHandle options, int level);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_max_log_file_size(OptionsHandle options, nuint bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_keep_log_file_num(OptionsHandle options, nuint n);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_stats_dump_period_sec(OptionsHandle options, uint seconds);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_stats_persist_period_sec(OptionsHandle options, uint seconds);

        [LibraryImport(Library)]
        internal static partial void rocksdb_options_set_block_based_table_factory(OptionsHandle options, TableOptionsHandle table);

        [LibraryImport(Library)]
        internal static partial TableOptionsHandle rocksdb_block_based_options_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_block_based_options_destroy(nint table);

        [LibraryImport(Library)]
        internal static partial void rocksdb_block_based_options_set_block_cache(TableOptionsHandle table, CacheHandle cache);

        [LibraryImport(Library)]
        internal static partial void rocksdb_block_based_options_set_cache_index_and_filter_blocks(TableOptionsHandle table, byte v);

        [LibraryImport(Library)]
        internal static partial CacheHandle rocksdb_cache_create_lru(nuint bytes);

        [LibraryImport(Library)]
        internal static partial void rocksdb_cache_destroy(nint cache);

        [LibraryImport(Library)]
        internal static partial ReadOptionsHandle rocksdb_readoptions_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_readoptions_destroy(nint options);

        [LibraryImport(Library)]
        internal static partial WriteOptionsHandle rocksdb_writeoptions_create();

        [LibraryImport(Library)]
        internal static partial void rocksdb_writeoptions_destroy(nint options);

        [LibraryImport(Library)]
        internal static partial void rocksdb_writeoptions_set_sync(WriteOptionsHandle options, byte v);
    }
}
