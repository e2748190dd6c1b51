using System.CommandLine;
using System.Globalization;
using Dew.Cli.CommandLine;
using Dew.Cli.Hosting;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam peer.</summary>
internal static class IamPeerCommands
{
    private const string UserPrefix = "user:";
    private const string GroupPrefix = "group:";

    internal static Command Create(CommandRunner runner) =>
        new("peer", "Manage who the users and groups of the operating system are on the Unix socket")
        {
            Add(runner),
            List(runner),
            Remove(runner),
        };

    /// <summary>The peer as the appliance knows it: user:NUMBER or group:NUMBER.</summary>
    /// <exception cref="CliException">This machine knows no such user or group.</exception>
    internal static string Resolve(string text)
    {
        bool asUser = text.StartsWith(UserPrefix, StringComparison.Ordinal), asGroup = text.StartsWith(GroupPrefix, StringComparison.Ordinal);
        string name = asUser ? text[UserPrefix.Length..] : asGroup ? text[GroupPrefix.Length..] : text;
        if ((asUser || asGroup) && uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return Text(asGroup ? GroupPrefix : UserPrefix, number);
        }

        if (!asGroup && name.Length > 0 && OsAccount.User(name) is { } user)
        {
            return Text(UserPrefix, user.Number);
        }

        if (!asUser && name.Length > 0 && OsAccount.Group(name) is { } group)
        {
            return Text(GroupPrefix, group.Number);
        }

        string kind = asUser ? "user" : asGroup ? "group" : "user or group";
        throw new CliException(ExitCode.Usage, $"This machine has no {kind} '{name}'.", $"name it by number: {UserPrefix}UID or {GroupPrefix}GID");
    }

    private static string Text(string prefix, uint number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static Argument<string> Peer() => new("PEER")
    {
        Description = "A user or group of this machine: NAME, or user:NAME, group:NAME, user:UID, group:GID; a NAME alone is a user, else a group",
    };

    private static IRenderable Table(IamPeers peers)
    {
        Table table = ResultWriter.NewTable(("PEER", false), ("HERE", true), ("USER", true), ("FROM", false));
        foreach (IamPeer peer in peers.Peers)
        {
            table.AddRow(
                new Text(peer.Peer), new Text(IamWords.Account(peer.Peer)), new Text(peer.User?.Name ?? "unknown"), new Text(peer.Source));
        }

        return peers.Peers.Count == 0 ? new Text("No peers. Add one: dew iam peer add PEER USER") : table;
    }

    private static Command Add(CommandRunner runner)
    {
        Argument<string> peer = Peer(), user = IamArguments.Name("USER", "The user of the appliance, by id or name");
        var command = new Command("add", "Let a user or group of this machine be a user of the appliance") { peer, user };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            IamPeer mapped = await context.Client.PutPeerAsync(
                Resolve(context.Arguments.GetRequiredValue(peer)), context.Arguments.GetRequiredValue(user), cancellationToken);
            context.Results.Write(mapped, ResultWriter.Iam.IamPeer, static added => $"{added.Peer} is user {added.User?.Name} on the Unix socket");
        });
        return command;
    }

    private static Command List(CommandRunner runner)
    {
        var command = new Command("list", "List peers; HERE is what this machine calls them");
        runner.Bind(command, async (context, cancellationToken) =>
            context.Results.Write(await context.Client.ListPeersAsync(cancellationToken), ResultWriter.Iam.IamPeers, Table));
        return command;
    }

    private static Command Remove(CommandRunner runner)
    {
        Argument<string> peer = Peer();
        var command = new Command("remove", "Accept nothing from a user or group of this machine any more") { peer };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string resolved = Resolve(context.Arguments.GetRequiredValue(peer));
            await context.Client.DeletePeerAsync(resolved, cancellationToken);
            var change = new EntryChangeJson { Kind = "peer", Name = resolved, Change = "deleted" };
            context.Results.Write(change, CliJson.Indented.EntryChangeJson, static done => $"Removed {done.Name}");
        });
        return command;
    }
}
