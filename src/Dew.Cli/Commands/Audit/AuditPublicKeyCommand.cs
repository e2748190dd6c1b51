using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew audit public-key.</summary>
internal static class AuditPublicKeyCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Option<string?> output = KeyArguments.Output("Write the PEM text to a file instead of standard output");
        Option<bool> force = KeyArguments.Force();
        var command = new Command("public-key", "Print the key that verifies signed heads, as PEM") { output, force };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            AuditPublicKeyResponse answer = await context.Client.GetAuditPublicKeyAsync(cancellationToken);
            await PemOutput.WriteAsync(context, answer.PublicKey, context.Arguments.GetValue(output), context.Arguments.GetValue(force), cancellationToken);
            if (context.Results.IsJson)
            {
                context.Results.Write(answer, ResultWriter.Audit.AuditPublicKeyResponse, static _ => "");
            }
        });
        return command;
    }
}
