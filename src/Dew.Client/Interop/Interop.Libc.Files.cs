using System.Runtime.InteropServices;

namespace Dew.Client;

/// <summary>The names and constants are those of the C headers.</summary>
internal static partial class Interop
{
    internal static partial class Libc
    {
        internal const int AT_FDCWD = -100;
        internal const uint RENAME_NOREPLACE = 1;
        internal const int O_RDONLY = 0;
        internal const int O_DIRECTORY = 0x10000;
        internal const int O_CLOEXEC = 0x80000;
        internal const int EEXIST = 17;
        internal const int EINVAL = 22;
        internal const int ENOSYS = 38;

        /// <summary>0, or -1 and errno: EEXIST if the new name is taken, EINVAL if the file system does not know the flag.</summary>
        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int renameat2(int olddirfd, string oldpath, int newdirfd, string newpath, uint flags);

        /// <summary>A descriptor, or -1 and errno.</summary>
        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int open(string pathname, int flags);

        /// <summary>0, or -1 and errno.</summary>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int fsync(int fd);

        /// <summary>0, or -1 and errno.</summary>
        [LibraryImport("libc", SetLastError = true)]
        internal static partial int close(int fd);
    }
}
