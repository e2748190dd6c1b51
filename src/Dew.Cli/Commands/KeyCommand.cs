using System.CommandLine;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Commands;

/// <summary>dew key.</summary>
internal static class KeyCommand
{
    internal static Command Create(CommandRunner runner) =>
        new("key", "Create, list and manage keys")
        {
            KeyCreateCommand.Create(runner),
            KeyListCommand.Create(runner),
            KeyShowCommand.Create(runner),
            KeyStateCommands.Enable(runner),
            KeyStateCommands.Disable(runner),
            KeyTextCommands.Rename(runner),
            KeyTextCommands.Describe(runner),
            KeyDeleteCommand.Create(runner),
            KeyStateCommands.Undelete(runner),
            KeyPublicKeyCommand.Create(runner),
            KeyTagCommands.Create(runner),
        };
}
