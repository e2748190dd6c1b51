using System.Runtime.InteropServices;

namespace Dew.Cli.Hosting;

/// <summary>A user or a group of the operating system, from wherever it keeps them (nsswitch.conf).</summary>
/// <param name="Number">The uid or gid.</param>
/// <param name="Name">The name.</param>
internal readonly record struct OsAccount(uint Number, string Name)
{
    private const int FirstBuffer = 1024;

    /// <summary>A group of a hundred thousand members fits.</summary>
    private const int LargestBuffer = 4 * 1024 * 1024;

    internal static OsAccount? User(string name) => FindUser(name, 0);

    internal static OsAccount? User(uint number) => FindUser(null, number);

    internal static OsAccount? Group(string name) => FindGroup(name, 0);

    internal static OsAccount? Group(uint number) => FindGroup(null, number);

    private static unsafe OsAccount? FindUser(string? name, uint number)
    {
        for (int size = FirstBuffer; ; size *= 4)
        {
            fixed (byte* buffer = new byte[size])
            {
                Interop.Libc.Passwd entry;
                Interop.Libc.Passwd* found = null;
                int error = name is null
                    ? Interop.Libc.getpwuid_r(number, &entry, buffer, (nuint)size, &found)
                    : Interop.Libc.getpwnam_r(name, &entry, buffer, (nuint)size, &found);
                if (!IsTooSmall(error, size))
                {
                    return Found(error, found is not null) ? new OsAccount(entry.pw_uid, Text(entry.pw_name)) : null;
                }
            }
        }
    }

    private static unsafe OsAccount? FindGroup(string? name, uint number)
    {
        for (int size = FirstBuffer; ; size *= 4)
        {
            fixed (byte* buffer = new byte[size])
            {
                Interop.Libc.Group entry;
                Interop.Libc.Group* found = null;
                int error = name is null
                    ? Interop.Libc.getgrgid_r(number, &entry, buffer, (nuint)size, &found)
                    : Interop.Libc.getgrnam_r(name, &entry, buffer, (nuint)size, &found);
                if (!IsTooSmall(error, size))
                {
                    return Found(error, found is not null) ? new OsAccount(entry.gr_gid, Text(entry.gr_name)) : null;
                }
            }
        }
    }

    private static bool IsTooSmall(int error, int size) => error == Interop.Libc.ERANGE && size < LargestBuffer;

    /// <summary>Several errors mean no more than that there is no such entry (getpwnam(3)).</summary>
    /// <exception cref="IOException">The system could not look.</exception>
    private static bool Found(int error, bool isThere) => error switch
    {
        0 => isThere,
        Interop.Libc.ENOENT or Interop.Libc.ESRCH or Interop.Libc.EBADF or Interop.Libc.EPERM => false,
        _ => throw new IOException($"The users and groups of this machine cannot be read: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})."),
    };

    private static unsafe string Text(byte* name) => Marshal.PtrToStringUTF8((nint)name) ?? "";
}
