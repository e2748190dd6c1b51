using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam user.</summary>
internal static class IamUserCommands
{
    internal static Command Create(CommandRunner runner)
    {
        var users = new IamEntries<IamUser>(runner, "user", "USER", ResultWriter.Iam.IamUser);
        return new Command("user", "Manage users")
        {
            CreateUser(runner),
            users.List(static (client, token) => client.ListUsersAsync(token), ResultWriter.Iam.IamUsers, Table),
            users.Show(static (client, user, token) => client.GetUserAsync(user, token), View),
            users.Update(static (client, user, change, token) => client.UpdateUserAsync(user, change, token), static user => user.Name),
            users.Switch(false, "Have nothing accepted from a user, from now on", SetEnabledAsync, static user => user.Name),
            users.Switch(true, "Accept a disabled user again", SetEnabledAsync, static user => user.Name),
            users.Delete("Delete a user with its access keys", static (client, user, token) => client.DeleteUserAsync(user, token)),
            Membership(
                runner, "add-to-group", "Make a user a member of a group", "added", static (client, group, user, token) => client.AddMemberAsync(group, user, token)),
            Membership(
                runner, "remove-from-group", "End a user's membership in a group", "removed", static (client, group, user, token) => client.RemoveMemberAsync(group, user, token)),
        };
    }

    /// <summary>Users as a table; also the members of a group.</summary>
    internal static IRenderable Table(IamUsers users)
    {
        Table table = ResultWriter.NewTable(("NAME", true), ("ID", false), ("STATE", false), ("GROUPS", true), ("DESCRIPTION", true));
        foreach (IamUser user in users.Users)
        {
            table.AddRow(
                new Text(user.Name),
                new Text(user.Id),
                new Text(IamWords.State(user.Enabled)),
                new Text(IamWords.Names(user.Groups)),
                new Text(IamWords.Text(user.Description)));
        }

        return users.Users.Count == 0 ? new Text("No users.") : table;
    }

    private static Grid View(IamUser user) => ResultWriter.NewList(
        ("User id", user.Id),
        ("Name", user.Name),
        ("Description", IamWords.Text(user.Description)),
        ("State", IamWords.State(user.Enabled)),
        ("Groups", IamWords.Names(user.Groups)),
        ("Created", IamWords.Time(user.Created)));

    private static Task<IamUser> SetEnabledAsync(DewClient client, string user, bool enabled, CancellationToken cancellationToken) =>
        client.UpdateUserAsync(user, new UpdateEntryRequest { Enabled = enabled }, cancellationToken);

    private static Command CreateUser(CommandRunner runner)
    {
        Argument<string> name = IamArguments.NewName();
        Option<string?> description = IamArguments.Description();
        Option<string[]> groups = IamArguments.Several("--group", "A group it is a member of; may be given several times");
        var disabled = new Option<bool>("--disabled") { Description = "Accept nothing from it until it is enabled" };
        var command = new Command("create", "Create a user; it may do nothing until it is in a group with a policy") { name, description, groups, disabled };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string[] members = context.Arguments.GetRequiredValue(groups);
            var request = new CreateUserRequest
            {
                Name = context.Arguments.GetRequiredValue(name),
                Description = context.Arguments.GetValue(description),
                Groups = members.Length == 0 ? null : members,
                Enabled = context.Arguments.GetValue(disabled) ? false : null,
            };
            IamUser created = await context.Client.CreateUserAsync(request, cancellationToken);
            context.Results.Write(created, ResultWriter.Iam.IamUser, static user => $"Created user {user.Name}, id {user.Id}");
        });
        return command;
    }

    private static Command Membership(
        CommandRunner runner, string verb, string description, string change, Func<DewClient, string, string, CancellationToken, Task> run)
    {
        Argument<string> user = IamArguments.Name("USER", "The user, by id or name"), group = IamArguments.Name("GROUP", "The group, by id or name");
        var command = new Command(verb, description) { user, group };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            var result = new EntryChangeJson
            {
                Kind = "group",
                Name = context.Arguments.GetRequiredValue(group),
                Change = change,
                Member = context.Arguments.GetRequiredValue(user),
            };
            await run(context.Client, result.Name, result.Member, cancellationToken);
            context.Results.Write(result, CliJson.Indented.EntryChangeJson, static done =>
                $"User {done.Member} is {(done.Change == "added" ? "in" : "no longer in")} group {done.Name}");
        });
        return command;
    }
}
