using System.Runtime.InteropServices;

namespace Dew.Daemon.Hosting;

/// <summary>Whose a file is.</summary>
internal static class FileOwner
{
    /// <summary>The user id of a file's owner.</summary>
    /// <exception cref="IOException">The file cannot be looked at.</exception>
    internal static unsafe uint Of(string path)
    {
        Interop.Libc.FileStatus status;
        return Interop.Libc.statx(Interop.Libc.AT_FDCWD, path, 0, Interop.Libc.STATX_UID, &status) == 0
            ? status.stx_uid
            : throw new IOException($"The owner of {path} is unknown: {Marshal.GetLastPInvokeErrorMessage()}.");
    }
}
