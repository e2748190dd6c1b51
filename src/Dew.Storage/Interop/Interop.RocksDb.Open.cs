using System.Runtime.InteropServices;
using System.Text;

namespace Dew.Storage;

internal static partial class Interop
{
    internal static unsafe partial class RocksDb
    {
        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        private static partial DatabaseHandle rocksdb_open_column_families(
            OptionsHandle options, string name, int num_column_families, byte** column_family_names, nint* column_family_options,
            nint* column_family_handles, byte** errptr);

        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        private static partial byte** rocksdb_list_column_families(OptionsHandle options, string name, nuint* lencf, byte** errptr);

        [LibraryImport(Library)]
        private static partial void rocksdb_list_column_families_destroy(byte** list, nuint len);

        [LibraryImport(Library)]
        internal static partial void rocksdb_close(nint db);

        [LibraryImport(Library)]
        internal static partial void rocksdb_column_family_handle_destroy(nint family);

        /// <summary>The column families of a database that exists and is not open.</summary>
        /// <exception cref="RocksDbException">There is no database, or it cannot be read.</exception>
        internal static string[] ListColumnFamilies(OptionsHandle options, string directory)
        {
            byte* error = null;
            nuint count;
            byte** list = rocksdb_list_column_families(options, directory, &count, &error);
            ThrowIfFailed(error);
            try
            {
                var names = new string[(int)count];
                for (int i = 0; i < names.Length; i++)
                {
                    names[i] = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(list[i]));
                }

                return names;
            }
            finally
            {
                rocksdb_list_column_families_destroy(list, count);
            }
        }

        /// <summary>Opens a database with all its column families, every one with the options of the database.</summary>
        /// <param name="options">The options.</param>
        /// <param name="directory">Where it lies.</param>
        /// <param name="families">All families the database has; others are created if the options say so.</param>
        /// <param name="familyHandles">The families in the same order; each keeps the database open.</param>
        /// <exception cref="RocksDbException">It cannot be opened.</exception>
        internal static DatabaseHandle Open(OptionsHandle options, string directory, string[] families, out FamilyHandle[] familyHandles)
        {
            byte** names = stackalloc byte*[families.Length];
            nint* familyOptions = stackalloc nint[families.Length];
            nint* opened = stackalloc nint[families.Length];
            new Span<nint>(names, families.Length).Clear();
            byte* error = null;
            DatabaseHandle db;
            bool added = false;
            try
            {
                options.DangerousAddRef(ref added);
                for (int i = 0; i < families.Length; i++)
                {
                    names[i] = (byte*)Marshal.StringToCoTaskMemUTF8(families[i]);
                    familyOptions[i] = options.DangerousGetHandle();
                }

                db = rocksdb_open_column_families(options, directory, families.Length, names, familyOptions, opened, &error);
            }
            finally
            {
                for (int i = 0; i < families.Length; i++)
                {
                    Marshal.FreeCoTaskMem((nint)names[i]);
                }

                if (added)
                {
                    options.DangerousRelease();
                }
            }

            ThrowIfFailed(error);
            familyHandles = new FamilyHandle[families.Length];
            for (int i = 0; i < families.Length; i++)
            {
                familyHandles[i] = new FamilyHandle();
                Marshal.InitHandle(familyHandles[i], opened[i]);
                familyHandles[i].Uses(db);
            }

            return db;
        }
    }
}
