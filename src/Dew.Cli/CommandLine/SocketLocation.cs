using Dew.Client;

namespace Dew.Cli.CommandLine;

/// <summary>Which socket, and who said so.</summary>
/// <param name="Path">The path.</param>
/// <param name="Origin">Where the path comes from, for people.</param>
internal sealed record SocketLocation(string Path, string Origin)
{
    internal const string VariableName = "DEW_SOCKET";

    /// <summary>The option, else the environment, else where the packaged service listens.</summary>
    internal static SocketLocation Resolve(string? option, string? variable) => (option, variable) switch
    {
        ({ Length: > 0 }, _) => new SocketLocation(option, "from --socket"),
        (_, { Length: > 0 }) => new SocketLocation(variable, $"from {VariableName}"),
        _ => new SocketLocation(DewClientOptions.DefaultSocketPath, "the default"),
    };
}
