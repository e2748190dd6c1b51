namespace Dew.Testing;

/// <summary>The native <c>dew</c> command line.</summary>
public static class Cli
{
    /// <summary>Where <c>make publish</c> puts it.</summary>
    public static string Path => System.IO.Path.Combine(RepositoryPaths.NativeBinaries, "dew");

    /// <summary>Runs it against the daemon that listens on a socket.</summary>
    public static ProgramResult Run(string socketPath, params string[] arguments) =>
        Programs.Run(Path, arguments, environment: new Dictionary<string, string?> { ["DEW_SOCKET"] = socketPath });
}
