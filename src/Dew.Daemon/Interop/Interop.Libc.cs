using System.Runtime.InteropServices;

namespace Dew.Daemon;

internal static partial class Interop
{
    internal static partial class Libc
    {
        internal const int SOL_SOCKET = 1;
        internal const int SO_PEERCRED = 17;
        internal const int SO_PEERGROUPS = 59;

        /// <summary>struct ucred of unix(7).</summary>
        internal struct PeerCredentials
        {
            internal int pid;
            internal uint uid;
            internal uint gid;
        }

        internal const int AT_FDCWD = -100;
        internal const uint STATX_UID = 0x8;

        /// <summary>The first members of struct statx, which has 256 bytes (statx(2)).</summary>
        [StructLayout(LayoutKind.Sequential, Size = 256)]
        internal struct FileStatus
        {
            internal uint stx_mask;
            internal uint stx_blksize;
            internal ulong stx_attributes;
            internal uint stx_nlink;
            internal uint stx_uid;
        }

        /// <returns>0, or -1 with errno set (statx(2)).</returns>
        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static unsafe partial int statx(int dirfd, string pathname, int flags, uint mask, FileStatus* status);

        /// <summary>Writes all cached files to disk; always succeeds (sync(2)).</summary>
        [LibraryImport("libc")]
        internal static partial void sync();

        /// <summary>Ends the process without exit handlers (_exit(2)).</summary>
        [LibraryImport("libc")]
        internal static partial void _exit(int status);

        /// <returns>The effective user id; always succeeds (geteuid(2)).</returns>
        [LibraryImport("libc")]
        internal static partial uint geteuid();

        /// <returns>The mask before; always succeeds (umask(2)).</returns>
        [LibraryImport("libc")]
        internal static partial uint umask(uint mask);
    }
}
