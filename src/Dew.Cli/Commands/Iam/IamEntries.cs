using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>Commands that are the same for every kind of entry of the directory.</summary>
/// <typeparam name="T">The entry.</typeparam>
internal sealed class IamEntries<T>(CommandRunner runner, string kind, string placeholder, JsonTypeInfo<T> type)
{
    internal Argument<string> Entry() => IamArguments.Name(placeholder, $"The {kind}, by id or name");

    internal Command Show(Func<DewClient, string, CancellationToken, Task<T>> get, Func<T, IRenderable> view)
    {
        Argument<string> name = Entry();
        var command = new Command("show", $"Show everything about {Article} {kind}") { name };
        runner.Bind(command, async (context, cancellationToken) =>
            context.Results.Write(await get(context.Client, context.Arguments.GetRequiredValue(name), cancellationToken), type, view));
        return command;
    }

    internal Command List<TList>(Func<DewClient, CancellationToken, Task<TList>> list, JsonTypeInfo<TList> listType, Func<TList, IRenderable> table)
    {
        var command = new Command("list", $"List {Plural}");
        runner.Bind(command, async (context, cancellationToken) =>
            context.Results.Write(await list(context.Client, cancellationToken), listType, table));
        return command;
    }

    /// <summary>Gives the entry another name or description.</summary>
    internal Command Update(Func<DewClient, string, UpdateEntryRequest, CancellationToken, Task<T>> update, Func<T, string> nameOf)
    {
        Argument<string> entry = Entry();
        Option<string?> name = IamArguments.NewNameOption(), description = IamArguments.Description();
        var command = new Command("update", $"Give {Article} {kind} another name or description") { entry, name, description };
        IamArguments.RequireAny(command, name, description);
        runner.Bind(command, async (context, cancellationToken) =>
        {
            var change = new UpdateEntryRequest { Name = context.Arguments.GetValue(name), Description = context.Arguments.GetValue(description) };
            T updated = await update(context.Client, context.Arguments.GetRequiredValue(entry), change, cancellationToken);
            context.Results.Write(updated, type, changed => $"Updated {kind} {nameOf(changed)}");
        });
        return command;
    }

    internal Command Switch(
        bool enable, string effect, Func<DewClient, string, bool, CancellationToken, Task<T>> set, Func<T, string> nameOf)
    {
        Argument<string> name = Entry();
        var command = new Command(enable ? "enable" : "disable", effect) { name };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            T changed = await set(context.Client, context.Arguments.GetRequiredValue(name), enable, cancellationToken);
            context.Results.Write(changed, type, entry => $"{Capital} {nameOf(entry)} is {IamWords.State(enable)}");
        });
        return command;
    }

    internal Command Delete(string description, Func<DewClient, string, CancellationToken, Task> delete)
    {
        Argument<string> name = Entry();
        var command = new Command("delete", description) { name };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string named = context.Arguments.GetRequiredValue(name);
            await delete(context.Client, named, cancellationToken);
            var change = new EntryChangeJson { Kind = kind, Name = named, Change = "deleted" };
            context.Results.Write(change, CliJson.Indented.EntryChangeJson, done => $"Deleted {done.Kind} {done.Name}");
        });
        return command;
    }

    private string Article => "aeiou".Contains(kind[0], StringComparison.Ordinal) && kind != "user" ? "an" : "a";

    private string Plural => kind.EndsWith('y') && kind is not "access key" ? kind[..^1] + "ies" : kind + "s";

    private string Capital => char.ToUpperInvariant(kind[0]) + kind[1..];
}
