using System.CommandLine;
using System.Text;
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
            string pem = answer.PublicKey.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
            if (context.Arguments.GetValue(output) is { } path and not InputSource.StandardStream)
            {
                using OutputTarget target = OutputTarget.Create(path, context.Arguments.GetValue(force), isPrivate: false, context);
                await target.Stream.WriteAsync(Encoding.UTF8.GetBytes(pem), cancellationToken);
                target.Commit();
            }
            else if (!context.Results.IsJson)
            {
                context.Host.Output.Write(pem);
            }

            if (context.Results.IsJson)
            {
                context.Results.Write(answer, ResultWriter.Rest.PublicKeyResponse, static _ => "");
            }
        });
        return command;
    }
}
