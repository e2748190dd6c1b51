using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam access-list.</summary>
internal static class IamAccessListCommands
{
    internal static Command Create(CommandRunner runner)
    {
        var lists = new IamEntries<IamAccessList>(runner, "access list", "SCOPE", ResultWriter.Iam.IamAccessList);
        return new Command("access-list", "Manage the addresses that requests may come from: of everybody (SCOPE 'domain'), or of one user")
        {
            lists.List(static (client, token) => client.ListAccessListsAsync(token), ResultWriter.Iam.IamAccessLists, Table),
            lists.Show(static (client, scope, token) => client.GetAccessListAsync(scope, token), View),
            Set(runner),
            lists.Delete("Delete an access list; then any address will do", static (client, scope, token) => client.DeleteAccessListAsync(scope, token)),
        };
    }

    private static IRenderable Table(IamAccessLists lists)
    {
        Table table = ResultWriter.NewTable(("SCOPE", true), ("RANGES", true), ("CHANGED", false));
        foreach (IamAccessList list in lists.AccessLists)
        {
            table.AddRow(new Text(list.User?.Name ?? list.Scope), new Text(IamWords.Join(list.Ranges)), new Text(IamWords.Time(list.Changed)));
        }

        return lists.AccessLists.Count == 0 ? new Text("No access lists: any address will do.") : table;
    }

    private static Grid View(IamAccessList list) => ResultWriter.NewList(
        ("Scope", list.User is { } user ? $"user {user.Name}" : list.Scope),
        ("Ranges", IamWords.Join(list.Ranges)),
        ("Changed", IamWords.Time(list.Changed)));

    private static Command Set(CommandRunner runner)
    {
        Argument<string> scope = IamArguments.Name("SCOPE", "domain for everybody, or a user by id or name");
        var ranges = new Argument<string[]>("RANGE") { Description = "Addresses or ranges, such as 10.0.0.0/8; together they replace the list", Arity = ArgumentArity.OneOrMore };
        var command = new Command("set", "Set the addresses that requests over the network may come from") { scope, ranges };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            IamAccessList set = await context.Client.PutAccessListAsync(
                context.Arguments.GetRequiredValue(scope), context.Arguments.GetRequiredValue(ranges), cancellationToken);
            context.Results.Write(set, ResultWriter.Iam.IamAccessList, static list =>
                $"{(list.User is { } user ? $"User {user.Name}" : "Everybody")} may come from {string.Join(", ", list.Ranges)}");
        });
        return command;
    }
}
