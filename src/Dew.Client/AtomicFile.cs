using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Dew.Client;

/// <summary>
/// A file that appears under its name only when it is complete: written beside it under a temporary name, made durable, then
/// renamed. If it is disposed without <see cref="Commit"/>, nothing is left, and what stood under the name is untouched.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class AtomicFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode EverybodyElse =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string _target;
    private readonly string _temporary;
    private readonly bool _overwrite;
    private readonly FileStream _stream;
    private bool _committed;

    private AtomicFile(string target, string temporary, bool overwrite, FileStream stream)
    {
        _target = target;
        _temporary = temporary;
        _overwrite = overwrite;
        _stream = stream;
    }

    /// <summary>Where to write. Not to be disposed by the caller.</summary>
    public Stream Stream => _stream;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its name in the end.</param>
    /// <param name="overwrite">Whether a file of this name may be replaced.</param>
    /// <param name="isPrivate">True: only the owner may read it (0600). False: as the umask says.</param>
    /// <exception cref="IOException">A file of this name exists and may not be replaced, or the directory does not take files.</exception>
    public static AtomicFile Create(string path, bool overwrite, bool isPrivate)
    {
        string target = Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            throw new IOException($"'{path}' is a directory.");
        }

        if (!overwrite && File.Exists(target))
        {
            throw AlreadyExists(path);
        }

        string directory = Path.GetDirectoryName(target) ?? "/";
        string temporary = Path.Combine(directory, $".dew-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = isPrivate ? OwnerOnly : OwnerOnly | EverybodyElse,
        };
        return new AtomicFile(target, temporary, overwrite, new FileStream(temporary, options));
    }

    /// <summary>Makes the file durable and gives it its name.</summary>
    /// <exception cref="IOException">A file of this name came into being meanwhile and may not be replaced, or the disk refused.</exception>
    public void Commit()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        if (_overwrite)
        {
            File.Move(_temporary, _target, overwrite: true);
        }
        else
        {
            RenameToFreeName();
        }

        _committed = true;
        FlushDirectory();
    }

    /// <summary>Removes the file if it was not committed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_committed)
        {
            File.Delete(_temporary);
        }
    }

    /// <summary>
    /// renameat2(2), which fails if the name is taken, however short the moment. File.Move without overwrite would not do: where the file
    /// system has no hard links it copies, and a crash would leave a part of the file under its name.
    /// </summary>
    private void RenameToFreeName()
    {
        if (Interop.Libc.renameat2(Interop.Libc.AT_FDCWD, _temporary, Interop.Libc.AT_FDCWD, _target, Interop.Libc.RENAME_NOREPLACE) == 0)
        {
            return;
        }

        int errno = Marshal.GetLastPInvokeError();
        if (errno == Interop.Libc.EEXIST || File.Exists(_target))
        {
            throw AlreadyExists(_target);
        }

        if (errno is not (Interop.Libc.EINVAL or Interop.Libc.ENOSYS))
        {
            throw Failed($"name '{_target}'", errno);
        }

        // NFS and some others have no such call: what remains is to have looked just before.
        File.Move(_temporary, _target, overwrite: true);
    }

    /// <summary>Makes the name as durable as the content: who deletes the original next can rely on this file after a power cut.</summary>
    private void FlushDirectory()
    {
        string directory = Path.GetDirectoryName(_target) ?? "/";
        int descriptor = Interop.Libc.open(directory, Interop.Libc.O_RDONLY | Interop.Libc.O_DIRECTORY | Interop.Libc.O_CLOEXEC);
        if (descriptor < 0)
        {
            throw Failed($"open '{directory}'", Marshal.GetLastPInvokeError());
        }

        int result = Interop.Libc.fsync(descriptor);
        int errno = Marshal.GetLastPInvokeError();
        _ = Interop.Libc.close(descriptor);

        // File systems that cannot flush a directory say EINVAL.
        if (result != 0 && errno != Interop.Libc.EINVAL)
        {
            throw Failed($"flush '{directory}'", errno);
        }
    }

    private static IOException Failed(string action, int errno) =>
        new($"Could not {action}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno}).");

    private static IOException AlreadyExists(string path) => new($"'{path}' exists already.");
}
