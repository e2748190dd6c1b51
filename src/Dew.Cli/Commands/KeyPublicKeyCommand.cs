using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew key public-key.</summary>
internal static class KeyPublicKeyCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> name = KeyArguments.Key();
        Option<string?> output = KeyArguments.Output("Write the PEM text to a file instead of standard output");
        Option<bool> force = KeyArguments.Force();
        var command = new Command("public-key", "Print the public half of an asymmetric key as PEM") { name, output, force };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(name), cancellationToken);
            PublicKeyResponse answer = await context.Client.GetPublicKeyAsync(keyId, cancellationToken);
            await PemOutput.WriteAsync(context, answer.PublicKey, context.Arguments.GetValue(output), context.Arguments.GetValue(force), cancellationToken);
            if (context.Results.IsJson)
            {
                context.Results.Write(answer, ResultWriter.Rest.PublicKeyResponse, static _ => "");
            }
        });
        return command;
    }
}
