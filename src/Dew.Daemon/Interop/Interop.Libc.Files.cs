using System.Runtime.InteropServices;

namespace Dew.Daemon;

internal static partial class Interop
{
    internal static partial class Libc
    {
        internal const int O_RDONLY = 0;
        internal const int O_DIRECTORY = 0x10000;
        internal const int O_CLOEXEC = 0x80000;
        internal const int EINVAL = 22;

        /// <returns>A descriptor, or -1 with errno set (open(2)).</returns>
        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int open(string pathname, int flags);

        /// <returns>0, or -1 with errno set (fsync(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int fsync(int fd);

        /// <returns>0, or -1 with errno set (close(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int close(int fd);
    }
}
