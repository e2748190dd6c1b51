using System.Runtime.InteropServices;

namespace Dew.Daemon.Audit;

/// <summary>Files and names that survive a power cut.</summary>
internal static class DurableFile
{
    internal const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces a file whole: at any moment either the old or the new one is there. Only the owner may read it.</summary>
    /// <exception cref="IOException">It was not replaced.</exception>
    internal static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string fresh = path + ".new";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = OwnerOnly,
        }))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes the names in a folder as durable as the files.</summary>
    /// <exception cref="IOException">That failed.</exception>
    internal static void FlushDirectory(string folder)
    {
        int descriptor = Interop.Libc.open(folder, Interop.Libc.O_RDONLY | Interop.Libc.O_DIRECTORY | Interop.Libc.O_CLOEXEC);
        if (descriptor < 0)
        {
            throw Failed("open", folder, Marshal.GetLastPInvokeError());
        }

        int result = Interop.Libc.fsync(descriptor);
        int errno = Marshal.GetLastPInvokeError();
        _ = Interop.Libc.close(descriptor);

        // File systems that cannot flush a folder say EINVAL.
        if (result != 0 && errno != Interop.Libc.EINVAL)
        {
            throw Failed("flush", folder, errno);
        }
    }

    private static IOException Failed(string action, string folder, int errno) =>
        new($"Could not {action} the folder '{folder}': {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno}).");
}
