using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew key rename and describe.</summary>
internal static class KeyTextCommands
{
    internal static Command Rename(CommandRunner runner)
    {
        Argument<string> name = KeyArguments.Key();
        var alias = new Argument<string>("ALIAS") { Description = "The new alias: 1..255 of a-z A-Z 0-9 : / _ -" };
        var command = new Command("rename", "Give a key another alias") { name, alias };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(name), cancellationToken);
            KeyAliasInfo renamed = await context.Client.UpdateKeyAliasAsync(
                keyId, context.Arguments.GetRequiredValue(alias), cancellationToken);
            context.Results.Write(renamed, ResultWriter.Rest.KeyAliasInfo, static key => $"Key {key.KeyId} is now {key.KeyAlias}");
        });
        return command;
    }

    internal static Command Describe(CommandRunner runner)
    {
        Argument<string> name = KeyArguments.Key();
        var text = new Argument<string>("TEXT") { Description = "The new description, up to 255 characters; \"\" for none" };
        var command = new Command("describe", "Give a key another description") { name, text };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(name), cancellationToken);
            KeyDescriptionInfo described = await context.Client.UpdateKeyDescriptionAsync(
                keyId, context.Arguments.GetRequiredValue(text), cancellationToken);
            context.Results.Write(
                described, ResultWriter.Rest.KeyDescriptionInfo, static key => $"Key {key.KeyId} is described as \"{key.KeyDescription}\"");
        });
        return command;
    }
}
