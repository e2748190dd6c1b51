using System.Runtime.InteropServices;

namespace Dew.Storage;

internal static partial class Interop
{
    internal static unsafe partial class RocksDb
    {
        [LibraryImport(Library)]
        private static partial byte* rocksdb_get_cf(
            DatabaseHandle db, ReadOptionsHandle options, FamilyHandle column_family, byte* key, nuint keylen, nuint* vallen, byte** errptr);

        [LibraryImport(Library)]
        private static partial IteratorHandle rocksdb_create_iterator_cf(DatabaseHandle db, ReadOptionsHandle options, FamilyHandle column_family);

        [LibraryImport(Library)]
        private static partial void rocksdb_create_iterators(
            DatabaseHandle db, ReadOptionsHandle options, nint* column_families, nint* iterators, nuint size, byte** errptr);

        [LibraryImport(Library)]
        internal static partial void rocksdb_iter_destroy(nint iterator);

        /// <returns>1 on an entry, 0 past the end or after an error.</returns>
        [LibraryImport(Library)]
        internal static partial byte rocksdb_iter_valid(IteratorHandle iterator);

        [LibraryImport(Library)]
        internal static partial void rocksdb_iter_seek_to_first(IteratorHandle iterator);

        [LibraryImport(Library)]
        internal static partial void rocksdb_iter_seek_to_last(IteratorHandle iterator);

        [LibraryImport(Library)]
        private static partial void rocksdb_iter_seek(IteratorHandle iterator, byte* k, nuint klen);

        [LibraryImport(Library)]
        internal static partial void rocksdb_iter_next(IteratorHandle iterator);

        [LibraryImport(Library)]
        private static partial byte* rocksdb_iter_key(IteratorHandle iterator, nuint* klen);

        [LibraryImport(Library)]
        private static partial byte* rocksdb_iter_value(IteratorHandle iterator, nuint* vlen);

        [LibraryImport(Library)]
        private static partial void rocksdb_iter_get_error(IteratorHandle iterator, byte** errptr);

        /// <summary>A copy of the value, or null if there is none.</summary>
        /// <exception cref="RocksDbException">The value cannot be read.</exception>
        internal static byte[]? Get(DatabaseHandle db, ReadOptionsHandle options, FamilyHandle family, ReadOnlySpan<byte> key)
        {
            byte* error = null;
            nuint length;
            byte* value;
            fixed (byte* k = key)
            {
                value = rocksdb_get_cf(db, options, family, k, (nuint)key.Length, &length, &error);
            }

            ThrowIfFailed(error);
            if (value == null)
            {
                return null;
            }

            byte[] copy = new ReadOnlySpan<byte>(value, checked((int)length)).ToArray();
            rocksdb_free(value);
            return copy;
        }

        /// <summary>An iterator over a family as it is now.</summary>
        internal static IteratorHandle CreateIterator(DatabaseHandle db, ReadOptionsHandle options, FamilyHandle family)
        {
            IteratorHandle iterator = rocksdb_create_iterator_cf(db, options, family);
            iterator.Uses(family);
            return iterator;
        }

        /// <summary>An iterator for each family, all showing the same moment. A snapshot would too, but keeps compaction from erasing.</summary>
        /// <exception cref="RocksDbException">The database cannot be read.</exception>
        internal static IteratorHandle[] CreateIterators(DatabaseHandle db, ReadOptionsHandle options, ReadOnlySpan<FamilyHandle> families)
        {
            nint* raw = stackalloc nint[families.Length];
            nint* created = stackalloc nint[families.Length];
            byte* error = null;
            int held = 0;
            try
            {
                foreach (FamilyHandle family in families)
                {
                    bool added = false;
                    family.DangerousAddRef(ref added);
                    raw[held++] = family.DangerousGetHandle();
                }

                rocksdb_create_iterators(db, options, raw, created, (nuint)families.Length, &error);
                ThrowIfFailed(error);
                var iterators = new IteratorHandle[families.Length];
                for (int i = 0; i < iterators.Length; i++)
                {
                    iterators[i] = new IteratorHandle();
                    Marshal.InitHandle(iterators[i], created[i]);
                    iterators[i].Uses(families[i]);
                }

                return iterators;
            }
            finally
            {
                foreach (FamilyHandle family in families[..held])
                {
                    family.DangerousRelease();
                }
            }
        }

        internal static void Seek(IteratorHandle iterator, ReadOnlySpan<byte> key)
        {
            fixed (byte* k = key)
            {
                rocksdb_iter_seek(iterator, k, (nuint)key.Length);
            }
        }

        /// <summary>The key under a valid iterator; the span holds until the iterator moves.</summary>
        internal static ReadOnlySpan<byte> Key(IteratorHandle iterator)
        {
            nuint length;
            byte* key = rocksdb_iter_key(iterator, &length);
            return new ReadOnlySpan<byte>(key, checked((int)length));
        }

        /// <summary>The value under a valid iterator; the span holds until the iterator moves.</summary>
        internal static ReadOnlySpan<byte> Value(IteratorHandle iterator)
        {
            nuint length;
            byte* value = rocksdb_iter_value(iterator, &length);
            return new ReadOnlySpan<byte>(value, checked((int)length));
        }

        /// <exception cref="RocksDbException">The iterator stopped for an error, not at an end.</exception>
        internal static void ThrowIfStoppedByError(IteratorHandle iterator)
        {
            byte* error = null;
            rocksdb_iter_get_error(iterator, &error);
            ThrowIfFailed(error);
        }
    }
}
