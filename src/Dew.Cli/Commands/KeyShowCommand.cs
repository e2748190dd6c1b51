using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew key show.</summary>
internal static class KeyShowCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> name = KeyArguments.Key();
        var command = new Command("show", "Show everything about a key") { name };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(name), cancellationToken);
            KeyDetails details = await context.Client.DescribeKeyAsync(keyId, cancellationToken);
            context.Results.Write(details, ResultWriter.Rest.KeyDetails, key => ResultWriter.NewList(
                ("Key id", key.KeyId),
                ("Alias", key.KeyAlias),
                ("Description", key.KeyDescription.Length == 0 ? "-" : key.KeyDescription),
                ("Specification", key.KeySpec),
                ("Usage", key.KeyUsage),
                ("State", KeyWords.State(key.KeyState)),
                ("Created", KeyWords.Time(key.CreationDate)),
                ("Deletion", KeyWords.Time(key.ScheduledDeletionDate)),
                ("Origin", key.Origin),
                ("Expires", KeyWords.Time(key.ExpirationTime)),
                ("Rotation", key.KeyRotationEnabled == "true" ? "on" : "off"),
                ("Default key", key.DefaultKeyFlag == "1" ? "yes" : "no"),
                ("Enterprise project", key.EnterpriseProjectId),
                ("Key store", key.KeystoreId),
                ("Domain", key.DomainId),
                ("Region", key.Realm)));
        });
        return command;
    }
}
