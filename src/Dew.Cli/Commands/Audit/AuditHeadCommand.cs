using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew audit head.</summary>
internal static class AuditHeadCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var command = new Command("head", "Show how far the audit trail is, and how far it is signed and exported; with --json also the signed head itself");
        runner.Bind(command, async (context, cancellationToken) =>
        {
            AuditHeadResponse head = await context.Client.GetAuditHeadAsync(cancellationToken);
            context.Results.Write(head, ResultWriter.Audit.AuditHeadResponse, static h => ResultWriter.NewList(
                ("Last record", $"{h.Sequence}"),
                ("Its hash", h.Hash),
                ("Signed up to", $"{h.SignedSequence}"),
                ("Exported up to", $"{h.ExportedSequence}"),
                ("Not written yet", $"{h.Behind}")));
        });
        return command;
    }
}
