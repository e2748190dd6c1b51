using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Client.Envelope;

namespace Dew.Cli.Commands;

/// <summary>dew encrypt.</summary>
internal static class EncryptCommand
{
    /// <summary>What an encrypted file is called after the file.</summary>
    internal const string Extension = ".dew";

    internal static Command Create(CommandRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "The file to encrypt, or - for standard input" };
        Option<string> key = KeyArguments.KeyOption();
        Option<string?> output = KeyArguments.Output($"The encrypted file, or - for standard output [default: FILE{Extension}; - for standard input]");
        Option<bool> force = KeyArguments.Force();
        var command = new Command("encrypt", "Encrypt a file of any size under a new data key that only the appliance can unwrap")
        {
            file, key, output, force,
        };
        runner.Bind(command, (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            string input = arguments.GetRequiredValue(file);
            string target = arguments.GetValue(output) ?? (input == InputSource.StandardStream ? input : input + Extension);
            return RunAsync(context, input, target, arguments.GetRequiredValue(key), arguments.GetValue(force), cancellationToken);
        });
        return command;
    }

    private static async Task RunAsync(
        CliContext context, string input, string output, string keyName, bool force, CancellationToken cancellationToken)
    {
        OutputTarget.RefuseTerminal(output, context.Host);
        using InputSource source = InputSource.Open(input, context.Host);
        using OutputTarget target = OutputTarget.Create(output, force, isPrivate: false, context);
        string keyId = await context.KeyIdAsync(keyName, cancellationToken);
        var count = new ByteCount();
        EnvelopeHeader? header = null;
        await ProgressDisplay.RunAsync(context.Host, $"Encrypting {input}", source.Length, async bar =>
        {
            var options = new EnvelopeOptions { Progress = count.Also(bar) };
            header = await EnvelopeCipher.EncryptAsync(context.Client, keyId, source.Stream, target.Stream, options, cancellationToken);
            target.Commit();
        });
        if (!target.IsStandardOutput)
        {
            var result = new EncryptedFileJson
            {
                KeyId = header!.KeyId,
                Input = input,
                Output = output,
                PlaintextBytes = count.Bytes,
                SegmentSize = header.SegmentSize,
            };
            context.Results.Write(result, CliJson.Indented.EncryptedFileJson, r =>
                $"Encrypted {r.Input} ({KeyWords.Bytes(r.PlaintextBytes)}) to {r.Output} under key {r.KeyId}");
        }
    }
}
