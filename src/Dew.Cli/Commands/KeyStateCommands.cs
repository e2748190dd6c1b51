using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew key enable, disable and undelete.</summary>
internal static class KeyStateCommands
{
    internal static Command Enable(CommandRunner runner) =>
        Create(runner, "enable", "Make a disabled key usable again", static (client, id, token) => client.EnableKeyAsync(id, token));

    internal static Command Disable(CommandRunner runner) =>
        Create(runner, "disable", "Make a key unusable until it is enabled again", static (client, id, token) => client.DisableKeyAsync(id, token));

    internal static Command Undelete(CommandRunner runner) =>
        Create(
            runner,
            "undelete",
            "Take a scheduled deletion back; the key is disabled then",
            static (client, id, token) => client.CancelKeyDeletionAsync(id, token));

    private static Command Create(
        CommandRunner runner, string verb, string description, Func<DewClient, string, CancellationToken, Task<KeyStatusInfo>> change)
    {
        Argument<string> name = KeyArguments.Key();
        var command = new Command(verb, description) { name };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(name), cancellationToken);
            KeyStatusInfo status = await change(context.Client, keyId, cancellationToken);
            context.Results.Write(
                status, ResultWriter.Rest.KeyStatusInfo, static key => $"Key {key.KeyId} is {KeyWords.State(key.KeyState)}");
        });
        return command;
    }
}
