using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam group.</summary>
internal static class IamGroupCommands
{
    internal static Command Create(CommandRunner runner)
    {
        var groups = new IamEntries<IamGroup>(runner, "group", "GROUP", ResultWriter.Iam.IamGroup);
        return new Command("group", "Manage groups of users")
        {
            CreateGroup(runner),
            groups.List(static (client, token) => client.ListGroupsAsync(token), ResultWriter.Iam.IamGroups, Table),
            groups.Show(static (client, group, token) => client.GetGroupAsync(group, token), View),
            Members(runner, groups),
            groups.Update(static (client, group, change, token) => client.UpdateGroupAsync(group, change, token), static group => group.Name),
            groups.Delete("Delete a group that has no members", static (client, group, token) => client.DeleteGroupAsync(group, token)),
        };
    }

    private static IRenderable Table(IamGroups groups)
    {
        Table table = ResultWriter.NewTable(("NAME", true), ("ID", false), ("MEMBERS", false), ("POLICIES", true), ("DESCRIPTION", true));
        foreach (IamGroup group in groups.Groups)
        {
            table.AddRow(
                new Text(group.Name),
                new Text(group.Id),
                new Text($"{group.Members}"),
                new Text(IamWords.Policies(group.Policies)),
                new Text(IamWords.Text(group.Description)));
        }

        return groups.Groups.Count == 0 ? new Text("No groups. Create one: dew iam group create NAME") : table;
    }

    private static Grid View(IamGroup group) => ResultWriter.NewList(
        ("Group id", group.Id),
        ("Name", group.Name),
        ("Description", IamWords.Text(group.Description)),
        ("Members", $"{group.Members}"),
        ("Policies", IamWords.Policies(group.Policies)),
        ("Created", IamWords.Time(group.Created)));

    private static Command CreateGroup(CommandRunner runner)
    {
        Argument<string> name = IamArguments.NewName();
        Option<string?> description = IamArguments.Description();
        var command = new Command("create", "Create a group") { name, description };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            var request = new CreateEntryRequest { Name = context.Arguments.GetRequiredValue(name), Description = context.Arguments.GetValue(description) };
            IamGroup created = await context.Client.CreateGroupAsync(request, cancellationToken);
            context.Results.Write(created, ResultWriter.Iam.IamGroup, static group => $"Created group {group.Name}, id {group.Id}");
        });
        return command;
    }

    private static Command Members(CommandRunner runner, IamEntries<IamGroup> groups)
    {
        Argument<string> name = groups.Entry();
        var command = new Command("members", "List the users in a group") { name };
        runner.Bind(command, async (context, cancellationToken) => context.Results.Write(
            await context.Client.ListMembersAsync(context.Arguments.GetRequiredValue(name), cancellationToken), ResultWriter.Iam.IamUsers, IamUserCommands.Table));
        return command;
    }
}
