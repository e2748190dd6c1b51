using System.CommandLine;
using System.Globalization;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew key list.</summary>
internal static class KeyListCommand
{
    private const int MaxPage = 1000;

    internal static Command Create(CommandRunner runner)
    {
        var state = new Option<string?>("--state")
        {
            Description = "Only keys in this state: " + string.Join(", ", KeyWords.FilterStates),
            HelpName = "STATE",
        };
        state.CompletionSources.Add([.. KeyWords.FilterStates]);
        Option<string?> spec = KeyArguments.Spec("Only keys of this specification");
        Option<string?> project = KeyArguments.EnterpriseProject("Only keys of this enterprise project");
        var limit = new Option<int?>("--limit") { Description = $"One page of at most this many keys, 1..{MaxPage}; without it, all keys", HelpName = "N" };
        var marker = new Option<string?>("--marker") { Description = "Begin at this marker, which the page before named", HelpName = "M" };
        Option<string?> columns = ColumnsOption();
        var command = new Command("list", "List keys") { state, spec, project, limit, marker, columns };
        limit.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > MaxPage)
            {
                result.AddError($"--limit is 1..{MaxPage}.");
            }
        });
        state.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string?>() is { } word && KeyWords.StateNumber(word) is null)
            {
                result.AddError($"There is no state '{word}'. States: {string.Join(", ", KeyWords.FilterStates)}.");
            }
        });
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            var filter = new ListKeysRequest
            {
                KeyState = arguments.GetValue(state) is { } word ? KeyWords.StateNumber(word) : null,
                KeySpec = arguments.GetValue(spec)?.ToUpperInvariant() ?? "ALL",
                EnterpriseProjectId = arguments.GetValue(project),
                Limit = arguments.GetValue(limit)?.ToString(CultureInfo.InvariantCulture),
                Marker = arguments.GetValue(marker),
            };
            ListKeysResponse keys = filter.Limit is null
                ? await AllAsync(context, filter, cancellationToken)
                : await context.Client.ListKeysAsync(filter, cancellationToken);
            context.Results.Write(keys, ResultWriter.Rest.ListKeysResponse, k => Rows(k, context, arguments.GetValue(columns)));
        });
        return command;
    }

    private static Option<string?> ColumnsOption()
    {
        string names = string.Join(',', KeyColumn.All.Select(static column => column.Name));
        var option = new Option<string?>("--columns")
        {
            Description = $"What the table shows, any of {names} in this order [default: what fits]",
            HelpName = "NAMES",
        };
        option.CompletionSources.Add(names);
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } chosen && KeyColumn.Named(chosen.Split(',')) is null)
            {
                result.AddError($"--columns takes names of {names}, with commas between them.");
            }
        });
        return option;
    }

    /// <summary>All pages as one answer.</summary>
    private static async Task<ListKeysResponse> AllAsync(CliContext context, ListKeysRequest filter, CancellationToken cancellationToken)
    {
        var details = new List<KeyDetails>();
        await foreach (KeyDetails key in context.Client.ListAllKeysAsync(filter, cancellationToken))
        {
            details.Add(key);
        }

        return new ListKeysResponse
        {
            Keys = [.. details.Select(static key => key.KeyId)],
            KeyDetails = details,
            NextMarker = "",
            Truncated = "false",
            Total = details.Count,
        };
    }

    private static Rows Rows(ListKeysResponse keys, CliContext context, string? chosenColumns)
    {
        IReadOnlyList<KeyColumn> columns = KeyColumn.Named(chosenColumns?.Split(',') ?? []) is { Count: > 0 } chosen
            ? chosen
            : KeyColumn.Default(context.Host.OutputIsTerminal ? context.Host.TerminalWidth() : null);
        Table table = ResultWriter.NewTable([.. columns.Select(static column => (column.Name.ToUpperInvariant(), column.MayWrap))]);
        foreach (KeyDetails key in keys.KeyDetails)
        {
            table.AddRow(columns.Select(column => new Text(column.Value(key))));
        }

        List<IRenderable> parts = [table];
        if (keys.Truncated == "true")
        {
            parts.Add(new Text($"{keys.KeyDetails.Count} of {keys.Total}; the next page: add --marker {keys.NextMarker}"));
        }
        else if (keys.KeyDetails.Count == 0)
        {
            parts = [new Text("No keys. Create one: dew key create ALIAS")];
        }

        return new Rows(parts);
    }
}
