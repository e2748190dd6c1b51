using static Dew.Storage.Interop.RocksDb;

namespace Dew.Storage;

/// <summary>How RocksDB is set up: modest memory, little to replay at start, strict about damage.</summary>
internal static class RocksDbSettings
{
    /// <summary>
    /// About how much of the write-ahead log may have to be replayed at start, which takes about 25 ms for a megabyte.
    /// </summary>
    internal const int WriteAheadLogBytes = 2 << 20;

    private const int BlockCacheBytes = 16 << 20;
    private const int WriteBufferBytes = 2 << 20;
    private const int AllWriteBuffersBytes = 8 << 20;
    private const int ArenaBlockBytes = 64 << 10;
    private const int TableFileBytes = 4 << 20;
    private const int FirstLevelBytes = 16 << 20;
    private const int ManifestPreallocationBytes = 64 << 10;
    private const int InfoLogBytes = 1 << 20;
    private const int InfoLogFiles = 4;
    private const int OpenFiles = 128;
    private const int BackgroundJobs = 2;

    /// <summary>The options for the database and every family.</summary>
    /// <exception cref="RocksDbException">The library is not the one this was built for.</exception>
    internal static OptionsHandle Create()
    {
        OptionsHandle options = rocksdb_options_create();
        rocksdb_options_set_create_if_missing(options, 1);
        rocksdb_options_set_create_missing_column_families(options, 1);

        // Sealed values do not compress.
        rocksdb_options_set_compression(options, rocksdb_no_compression);

        // Every write is synced, so only the last record of a log may be torn. Damage before it must stop the start: the default,
        // recovery up to the first damage, would lose acknowledged changes behind it without a word.
        rocksdb_options_set_wal_recovery_mode(options, rocksdb_tolerate_corrupted_tail_records_recovery);
        rocksdb_options_set_track_and_verify_wals_in_manifest(options, 1);

        // What must be replayed at start is bounded by the write-ahead log.
        rocksdb_options_set_max_total_wal_size(options, WriteAheadLogBytes);
        rocksdb_options_set_write_buffer_size(options, WriteBufferBytes);
        rocksdb_options_set_db_write_buffer_size(options, AllWriteBuffersBytes);
        rocksdb_options_set_arena_block_size(options, ArenaBlockBytes);

        // Small files and levels keep the erasure of one key's range short.
        rocksdb_options_set_target_file_size_base(options, TableFileBytes);
        rocksdb_options_set_max_bytes_for_level_base(options, FirstLevelBytes);
        rocksdb_options_set_manifest_preallocation_size(options, ManifestPreallocationBytes);

        rocksdb_options_set_max_background_jobs(options, BackgroundJobs);
        rocksdb_options_set_info_log_level(options, rocksdb_warn_level);
        rocksdb_options_set_max_log_file_size(options, InfoLogBytes);
        rocksdb_options_set_keep_log_file_num(options, InfoLogFiles);
        rocksdb_options_set_stats_dump_period_sec(options, 0);
        rocksdb_options_set_stats_persist_period_sec(options, 0);

        // The C API tells no version; a value that comes back shows at least that this is RocksDB and that calls work.
        rocksdb_options_set_max_open_files(options, OpenFiles);
        if (rocksdb_options_get_max_open_files(options) != OpenFiles)
        {
            throw new RocksDbException("The library rocksdb that was loaded does not behave like RocksDB.");
        }

        SetTables(options);
        return options;
    }

    private static void SetTables(OptionsHandle options)
    {
        using TableOptionsHandle table = rocksdb_block_based_options_create();
        using CacheHandle cache = rocksdb_cache_create_lru(BlockCacheBytes);
        rocksdb_block_based_options_set_block_cache(table, cache);
        rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1);
        rocksdb_options_set_block_based_table_factory(options, table);
    }
}
