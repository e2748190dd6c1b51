using System.CommandLine;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Commands;

/// <summary>dew data-key.</summary>
internal static class DataKeyCommand
{
    internal static Command Create(CommandRunner runner) =>
        new("data-key", "Create and unwrap data keys for programs that encrypt by themselves")
        {
            DataKeyCreateCommand.Create(runner),
            DataKeyDecryptCommand.Create(runner),
        };
}
