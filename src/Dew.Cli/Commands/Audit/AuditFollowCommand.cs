using System.CommandLine;
using System.Text.Json;
using Dew.Cli.CommandLine;
using Dew.Client;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew audit follow.</summary>
internal static class AuditFollowCommand
{
    private const int Page = 200;
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    internal static Command Create(CommandRunner runner)
    {
        var after = new Option<long?>("--after") { Description = "Begin after this record [default: the last one there is]", HelpName = "SEQ" };
        var filters = new AuditOptions();
        var command = new Command("follow", "Print audit records as they come, until Ctrl-C; with --json one document a line") { after };
        filters.AddTo(command);
        after.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<long?>() < 0)
            {
                result.AddError("--after is a number from 0 on.");
            }
        });
        runner.Bind(command, (context, cancellationToken) =>
            FollowAsync(context, filters.Read(context.Arguments), context.Arguments.GetValue(after), cancellationToken));
        return command;
    }

    private static async Task FollowAsync(CliContext context, AuditSearch search, long? begin, CancellationToken cancellationToken)
    {
        long after = begin ?? (await context.Client.GetAuditHeadAsync(cancellationToken)).Sequence;
        while (true)
        {
            AuditRecordsResponse news = await context.Client.FollowAuditAsync(search, Page, after, s_wait, cancellationToken);
            foreach (JsonElement record in news.Records)
            {
                context.Host.Output.WriteLine(context.Results.IsJson ? record.GetRawText() : AuditText.Line(record));
            }

            if (news.Unreadable > 0)
            {
                context.Host.Error.WriteLine($"dew: {news.Unreadable} records cannot be believed: dew audit verify");
            }

            long next = Math.Max(news.Marker ?? after, news.Records.Count == 0 ? after : AuditText.Sequence(news.Records[^1]));
            if (next == after)
            {
                // Nothing came in time; or the appliance is about to stop and answers at once.
                await Task.Delay(s_pause, cancellationToken);
            }

            after = next;
        }
    }
}
