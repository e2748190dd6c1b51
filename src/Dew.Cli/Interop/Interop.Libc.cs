using System.Runtime.InteropServices;

namespace Dew.Cli;

/// <summary>The names and constants are those of the C headers.</summary>
internal static partial class Interop
{
    internal static unsafe partial class Libc
    {
        internal const int EPERM = 1;
        internal const int ENOENT = 2;
        internal const int ESRCH = 3;
        internal const int EBADF = 9;
        internal const int ERANGE = 34;

        /// <summary>struct passwd of pwd.h.</summary>
        internal struct Passwd
        {
            internal byte* pw_name;
            internal byte* pw_passwd;
            internal uint pw_uid;
            internal uint pw_gid;
            internal byte* pw_gecos;
            internal byte* pw_dir;
            internal byte* pw_shell;
        }

        /// <summary>struct group of grp.h.</summary>
        internal struct Group
        {
            internal byte* gr_name;
            internal byte* gr_passwd;
            internal uint gr_gid;
            internal byte** gr_mem;
        }

        /// <summary>0, or an errno: ERANGE if the buffer is too small. Without an entry the result is null (getpwnam_r(3)).</summary>
        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int getpwnam_r(string name, Passwd* pwd, byte* buf, nuint buflen, Passwd** result);

        /// <inheritdoc cref="getpwnam_r"/>
        [LibraryImport("libc")]
        internal static partial int getpwuid_r(uint uid, Passwd* pwd, byte* buf, nuint buflen, Passwd** result);

        /// <inheritdoc cref="getpwnam_r"/>
        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int getgrnam_r(string name, Group* grp, byte* buf, nuint buflen, Group** result);

        /// <inheritdoc cref="getpwnam_r"/>
        [LibraryImport("libc")]
        internal static partial int getgrgid_r(uint gid, Group* grp, byte* buf, nuint buflen, Group** result);
    }
}
