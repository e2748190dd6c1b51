using System.CommandLine;
using System.Text.Json;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew audit list.</summary>
internal static class AuditListCommand
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 10_000;

    /// <summary>The largest page of the API.</summary>
    private const int MaxPage = 200;

    internal static Command Create(CommandRunner runner)
    {
        Option<string?> from = AuditOptions.Time("--from", "Only later than"), to = AuditOptions.Time("--to", "Only earlier than");
        var filters = new AuditOptions();
        var limit = new Option<int>("--limit") { Description = $"At most this many, 1..{MaxLimit}", HelpName = "N", DefaultValueFactory = static _ => DefaultLimit };
        var marker = new Option<long?>("--marker") { Description = "Go on after this record, which the list before named", HelpName = "SEQ" };
        var command = new Command("list", "List audit records, the newest first") { from, to, limit, marker };
        filters.AddTo(command);
        limit.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > MaxLimit)
            {
                result.AddError($"--limit is 1..{MaxLimit}.");
            }
        });
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            DateTimeOffset now = DateTimeOffset.UtcNow;
            AuditSearch search = filters.Read(arguments) with
            {
                From = arguments.GetValue(from) is { } first ? AuditOptions.Parse(first, now) : null,
                To = arguments.GetValue(to) is { } last ? AuditOptions.Parse(last, now) : null,
            };
            AuditRecordsResponse records = await ListAsync(context, search, arguments.GetValue(limit), arguments.GetValue(marker), cancellationToken);
            context.Results.Write(records, ResultWriter.Audit.AuditRecordsResponse, View);
        });
        return command;
    }

    /// <summary>Page by page until there are enough, since one answer looks at so many records only.</summary>
    private static async Task<AuditRecordsResponse> ListAsync(
        CliContext context, AuditSearch search, int limit, long? marker, CancellationToken cancellationToken)
    {
        List<JsonElement> records = [];
        int unreadable = 0;
        while (true)
        {
            AuditRecordsResponse page = await context.Client.ListAuditAsync(search, Math.Min(limit - records.Count, MaxPage), marker, cancellationToken);
            records.AddRange(page.Records);
            unreadable += page.Unreadable;
            if (page.Marker is null || records.Count >= limit || page.Marker >= (marker ?? long.MaxValue))
            {
                return new AuditRecordsResponse { Records = records, Marker = page.Marker, Unreadable = unreadable };
            }

            marker = page.Marker;
        }
    }

    private static Rows View(AuditRecordsResponse records)
    {
        List<IRenderable> parts = [records.Records.Count == 0 ? new Text("No audit records.") : AuditText.Table(records.Records)];
        if (records.Unreadable > 0)
        {
            parts.Add(new Text($"{records.Unreadable} records cannot be believed: dew audit verify"));
        }

        if (records.Marker is { } marker)
        {
            parts.Add(new Text($"There are more: add --marker {marker}"));
        }

        return new Rows(parts);
    }
}
