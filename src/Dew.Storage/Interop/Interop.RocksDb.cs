using System.Runtime.InteropServices;
using System.Text;

namespace Dew.Storage;

/// <summary>
/// The part of RocksDB's C API (rocksdb/c.h) that the store needs. Names are those of the header. A function that can fail gets a
/// <c>char**</c> which it points to a message, allocated by RocksDB, if it does; the wrappers turn that into <see cref="RocksDbException"/>.
/// </summary>
internal static partial class Interop
{
    internal static unsafe partial class RocksDb
    {
        private const string Library = "rocksdb";

        /// <summary>Gives memory back that RocksDB allocated for the caller.</summary>
        [LibraryImport(Library)]
        private static partial void rocksdb_free(void* ptr);

        private static void ThrowIfFailed(byte* error)
        {
            if (error != null)
            {
                throw new RocksDbException(TakeText(error));
            }
        }

        private static string TakeText(byte* text)
        {
            string taken = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
            rocksdb_free(text);
            return taken;
        }
    }
}
