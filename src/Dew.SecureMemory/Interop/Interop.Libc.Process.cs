using System.Runtime.InteropServices;

namespace Dew.SecureMemory;

internal static partial class Interop
{
    internal static unsafe partial class Libc
    {
        internal const int PR_GET_DUMPABLE = 3;
        internal const int PR_SET_DUMPABLE = 4;
        internal const int RLIMIT_CORE = 4;
        internal const int RLIMIT_MEMLOCK = 8;
        internal const ulong RLIM_INFINITY = ulong.MaxValue;

        /// <summary>struct rlimit of getrlimit(2) on 64-bit Linux.</summary>
        internal struct ResourceLimit
        {
            internal ulong rlim_cur;
            internal ulong rlim_max;
        }

        /// <returns>A value of the option, or -1 with errno set (prctl(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);

        /// <returns>0, or -1 with errno set (getrlimit(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int getrlimit(int resource, ResourceLimit* limit);

        /// <returns>0, or -1 with errno set (setrlimit(2)).</returns>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int setrlimit(int resource, ResourceLimit* limit);

        /// <returns>The effective user id; always succeeds (geteuid(2)).</returns>
        [LibraryImport("libc")]
        internal static partial uint geteuid();
    }
}
