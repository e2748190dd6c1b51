namespace Dew.Daemon.Hosting;

/// <summary>The folder that holds the whole state of a development appliance. Nobody but its owner may read it, and one daemon at a time serves it.</summary>
internal sealed class DevDirectory : IDisposable
{
    /// <summary>Longest path of a Unix socket in bytes: sun_path of unix(7) without its final zero.</summary>
    private const int MaxSocketPathLength = 107;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DevDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder, absolute.</summary>
    internal string Path { get; }

    /// <summary>Where REST is served.</summary>
    internal string Socket => In("dew.sock");

    /// <summary>RocksDB.</summary>
    internal string Store => In("store");

    /// <summary>The software token and its PINs.</summary>
    internal string Hsm => In("hsm");

    /// <summary>The configuration, if its owner wrote one.</summary>
    internal string ConfigurationFile => In("dewd.json");

    /// <summary>Where the last signed head of the audit trail is kept, apart from the store.</summary>
    internal string AuditAnchor => In("audit.head");

    /// <summary>Where the audit trail is exported to.</summary>
    internal string AuditExport => In("audit");

    /// <summary>What the administrator's clients need.</summary>
    internal string AdminFile => In("admin.json");

    /// <summary>Opens or makes the folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="StartException">It is unsafe, in use, or cannot be made.</exception>
    internal static DevDirectory Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (System.Text.Encoding.UTF8.GetByteCount(System.IO.Path.Combine(full, "dew-frames.sock")) > MaxSocketPathLength)
        {
            throw new StartException($"The path {full} is too long: a socket in it must have at most {MaxSocketPathLength} bytes (unix(7)). Choose a shorter one.");
        }

        try
        {
            Directory.CreateDirectory(full, OwnerOnly);
            RequirePrivate(full);
            var held = new FileStream(System.IO.Path.Combine(full, "dewd.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DevDirectory(full, held);
        }
        catch (IOException e)
        {
            throw new StartException(
                File.Exists(System.IO.Path.Combine(full, "dewd.lock"))
                    ? $"Another dewd serves {full}; stop it first, or choose another folder."
                    : $"The folder {full} cannot be used: {e.Message}",
                e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"The folder {full} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Takes the socket of a daemon that was killed away; the lock says that no daemon uses it.</summary>
    internal void RemoveStaleSocket() => File.Delete(Socket);

    public void Dispose() => _lock.Dispose();

    private static void RequirePrivate(string path)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & ~OwnerOnly) != 0)
        {
            throw new StartException(
                $"The folder {path} can be read or entered by others (mode {Convert.ToString((int)mode, 8)}); it holds keys. Type: chmod 700 '{path}'");
        }

        uint owner = FileOwner.Of(path);
        if (owner != Interop.Libc.geteuid())
        {
            throw new StartException($"The folder {path} belongs to user {owner}, the daemon runs as user {Interop.Libc.geteuid()}. Start it as the owner.");
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
