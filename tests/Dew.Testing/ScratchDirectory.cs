namespace Dew.Testing;

/// <summary>A folder of mode 0700 with a short path (a Unix socket's may have 107 bytes), removed when disposed.</summary>
public sealed class ScratchDirectory : IDisposable
{
    /// <summary>Makes the folder below the machine's temporary folder.</summary>
    public ScratchDirectory(string prefix = "dew-t-")
    {
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>A path below it.</summary>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes the folder with all it holds.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody tidied up before.
        }
    }
}
