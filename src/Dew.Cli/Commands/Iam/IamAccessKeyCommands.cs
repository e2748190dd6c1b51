using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam access-key.</summary>
internal static class IamAccessKeyCommands
{
    private const int MaxGrace = 30 * 24 * 60 * 60;

    internal static Command Create(CommandRunner runner)
    {
        var keys = new IamEntries<IamAccessKey>(runner, "access key", "ACCESS-KEY", ResultWriter.Iam.IamAccessKey);
        return new Command("access-key", "Manage access keys, which sign requests")
        {
            CreateKey(runner),
            List(runner),
            keys.Show(static (client, key, token) => client.GetAccessKeyAsync(key, token), View),
            Rotate(runner, keys),
            keys.Switch(false, "Have an access key refused", SetEnabledAsync, static key => key.Id),
            keys.Switch(true, "Accept a disabled access key again", SetEnabledAsync, static key => key.Id),
            keys.Delete("Delete an access key, for ever", static (client, key, token) => client.DeleteAccessKeyAsync(key, token)),
        };
    }

    private static string Owner(IamAccessKey key) => key.User is { } user ? $"user {user.Name}" : $"service {key.Service}";

    private static IRenderable Table(IamAccessKeys keys)
    {
        Table table = ResultWriter.NewTable(
            ("ACCESS KEY", false), ("OF", true), ("STATE", false), ("CREATED", false), ("EXPIRES", false), ("LAST USED", false), ("DESCRIPTION", true));
        foreach (IamAccessKey key in keys.AccessKeys)
        {
            table.AddRow(
                new Text(key.Id),
                new Text(Owner(key)),
                new Text(IamWords.State(key.Enabled)),
                new Text(IamWords.Time(key.Created)),
                new Text(IamWords.Time(key.Expires)),
                new Text(IamWords.Time(key.LastUsed)),
                new Text(IamWords.Text(key.Description)));
        }

        return keys.AccessKeys.Count == 0 ? new Text("No access keys. Create one: dew iam access-key create USER") : table;
    }

    private static Grid View(IamAccessKey key) => ResultWriter.NewList(
        ("Access key", key.Id),
        ("Signs for", Owner(key)),
        ("Description", IamWords.Text(key.Description)),
        ("State", IamWords.State(key.Enabled)),
        ("Created", IamWords.Time(key.Created)),
        ("Expires", IamWords.Time(key.Expires)),
        ("Last used", IamWords.Time(key.LastUsed)));

    private static Task<IamAccessKey> SetEnabledAsync(DewClient client, string key, bool enabled, CancellationToken cancellationToken) =>
        client.UpdateAccessKeyAsync(key, new UpdateAccessKeyRequest { Enabled = enabled }, cancellationToken);

    private static Argument<string?> User(string description)
    {
        var user = new Argument<string?>("USER") { Description = description, Arity = ArgumentArity.ZeroOrOne };
        user.Validators.Add(static result => IamArguments.CheckName(result, "USER"));
        return user;
    }

    private static Command CreateKey(CommandRunner runner)
    {
        Argument<string?> user = User("The user it signs for, by id or name; or --service");
        Option<string?> service = IamArguments.Holder("--service", "The service it signs for"), description = IamArguments.Description();
        var credentials = new CredentialFile.Options();
        var command = new Command("create", "Create an access key; its secret is shown this once") { user, service, description };
        credentials.AddTo(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(user) is null) == (result.GetValue(service) is null))
            {
                result.AddError("Name a USER or a --service, and only one.");
            }
        });
        runner.Bind(command, (context, cancellationToken) =>
        {
            var request = new CreateAccessKeyRequest
            {
                User = context.Arguments.GetValue(user),
                Service = context.Arguments.GetValue(service),
                Description = context.Arguments.GetValue(description),
            };
            return CredentialFile.IssueAsync(context, credentials, () => context.Client.CreateAccessKeyAsync(request, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static Command Rotate(CommandRunner runner, IamEntries<IamAccessKey> keys)
    {
        Argument<string> key = keys.Entry();
        Option<int?> grace = IamArguments.Seconds("--grace", "How long the old one is still accepted [default: 86400]", 0, MaxGrace);
        var credentials = new CredentialFile.Options();
        var command = new Command("rotate", "Create an access key in place of another, which is accepted for a while yet") { key, grace };
        credentials.AddTo(command);
        runner.Bind(command, (context, cancellationToken) =>
        {
            string old = context.Arguments.GetRequiredValue(key);
            TimeSpan? time = context.Arguments.GetValue(grace) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            return CredentialFile.IssueAsync(context, credentials, () => context.Client.RotateAccessKeyAsync(old, time, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static Command List(CommandRunner runner)
    {
        Argument<string?> user = User("Only keys of this user");
        Option<string?> service = IamArguments.Holder("--service", "Only keys of this service");
        var command = new Command("list", "List access keys") { user, service };
        runner.Bind(command, async (context, cancellationToken) => context.Results.Write(
            await context.Client.ListAccessKeysAsync(context.Arguments.GetValue(user), context.Arguments.GetValue(service), cancellationToken),
            ResultWriter.Iam.IamAccessKeys,
            Table));
        return command;
    }
}
