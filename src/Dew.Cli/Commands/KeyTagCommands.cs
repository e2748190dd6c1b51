using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew key tag.</summary>
internal static class KeyTagCommands
{
    internal static Command Create(CommandRunner runner) =>
        new("tag", "List, add and remove tags of a key")
        {
            List(runner),
            Add(runner),
            Remove(runner),
        };

    private static Command List(CommandRunner runner)
    {
        Argument<string> key = KeyArguments.Key();
        var command = new Command("list", "List the tags of a key") { key };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(key), cancellationToken);
            context.Results.Write(await context.Client.ListTagsAsync(keyId, cancellationToken), ResultWriter.Rest.KeyTagsResponse, Table);
        });
        return command;
    }

    private static Command Add(CommandRunner runner)
    {
        Argument<string> key = KeyArguments.Key();
        var tags = new Argument<string[]>("NAME=VALUE") { Description = "The tags; a tag of the same name is replaced", Arity = ArgumentArity.OneOrMore };
        var command = new Command("add", "Give a key tags") { key, tags };
        tags.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) < 1)
                {
                    result.AddError($"'{token.Value}' is no tag: NAME=VALUE is expected.");
                }
            }
        });
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(key), cancellationToken);
            string[] added = context.Arguments.GetRequiredValue(tags);
            foreach (string tag in added)
            {
                await context.Client.AddTagAsync(keyId, Parse(tag), cancellationToken);
            }

            Write(context, keyId, "added", added);
        });
        return command;
    }

    private static Command Remove(CommandRunner runner)
    {
        Argument<string> key = KeyArguments.Key();
        var names = new Argument<string[]>("NAME") { Description = "The names of the tags", Arity = ArgumentArity.OneOrMore };
        names.Validators.Add(static result => IamArguments.CheckName(result, "NAME"));
        var command = new Command("remove", "Take tags away from a key") { key, names };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(key), cancellationToken);
            string[] removed = context.Arguments.GetRequiredValue(names);
            foreach (string name in removed)
            {
                await context.Client.RemoveTagAsync(keyId, name, cancellationToken);
            }

            Write(context, keyId, "removed", removed);
        });
        return command;
    }

    private static TagItem Parse(string tag)
    {
        int sign = tag.IndexOf('=', StringComparison.Ordinal);
        return new TagItem { Key = tag[..sign], Value = tag[(sign + 1)..] };
    }

    /// <summary>What was done, without a look at all tags, for which another permission is needed.</summary>
    private static void Write(CliContext context, string keyId, string change, string[] tags)
    {
        var result = new EntryChangeJson { Kind = "key", Name = keyId, Change = change, Member = string.Join(", ", tags) };
        context.Results.Write(result, CliJson.Indented.EntryChangeJson, static done => $"Key {done.Name}: {done.Change} {done.Member}");
    }

    private static IRenderable Table(KeyTagsResponse tags)
    {
        Table table = ResultWriter.NewTable(("NAME", true), ("VALUE", true));
        foreach (TagItem tag in tags.Tags)
        {
            table.AddRow(new Text(tag.Key), new Text(tag.Value));
        }

        return tags.Tags.Count == 0 ? new Text("No tags. Add one: dew key tag add KEY NAME=VALUE") : table;
    }
}
