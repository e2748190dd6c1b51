using System.Runtime.InteropServices;

namespace Dew.SecureMemory;

internal static partial class Interop
{
    internal static unsafe partial class Libc
    {
        internal const int PROT_NONE = 0;
        internal const int PROT_READ = 1;
        internal const int PROT_WRITE = 2;
        internal const int MAP_PRIVATE = 0x02;
        internal const int MAP_ANONYMOUS = 0x20;
        internal const int MADV_DONTFORK = 10;
        internal const int MADV_DONTDUMP = 16;
        internal const int MCL_CURRENT = 1;
        internal const int MCL_FUTURE = 2;
        internal const int MCL_ONFAULT = 4;
        internal const nint MAP_FAILED = -1;

        /// <returns>The address, or <see cref="MAP_FAILED"/> with errno set (mmap(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial nint mmap(nint addr, nuint length, int prot, int flags, int fd, nint offset);

        /// <returns>0, or -1 with errno set (munmap(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int munmap(nint addr, nuint length);

        /// <returns>0, or -1 with errno set: ENOMEM or EPERM when RLIMIT_MEMLOCK is too small (mlock(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int mlock(nint addr, nuint length);

        /// <returns>0, or -1 with errno set (madvise(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int madvise(nint addr, nuint length, int advice);

        /// <returns>0, or -1 with errno set: ENOMEM or EPERM when RLIMIT_MEMLOCK is too small (mlockall(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int mlockall(int flags);
    }
}
