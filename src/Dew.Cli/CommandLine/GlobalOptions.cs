using System.CommandLine;
using Dew.Client;

namespace Dew.Cli.CommandLine;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    internal Option<string?> Socket { get; } = new("--socket")
    {
        Description = $"The appliance's Unix socket [default: ${SocketLocation.VariableName}, else {DewClientOptions.DefaultSocketPath}]",
        HelpName = "PATH",
        Recursive = true,
    };

    internal Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON for programs; errors too, on standard error",
        Recursive = true,
    };
}
