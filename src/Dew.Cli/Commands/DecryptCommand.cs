using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Client.Envelope;
using Dew.SecureMemory;

namespace Dew.Cli.Commands;

/// <summary>dew decrypt.</summary>
internal static class DecryptCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "The file that 'dew encrypt' made, or - for standard input" };
        Option<string?> output = KeyArguments.Output(
            $"The decrypted file, or - for standard output [default: FILE without {EncryptCommand.Extension}; - for standard input]. " +
            "On standard output the content comes before its end is known to be authentic: use it only if the exit code is 0");
        Option<bool> force = KeyArguments.Force();
        var command = new Command("decrypt", "Decrypt a file; the appliance finds the key by itself") { file, output, force };
        command.Validators.Add(result =>
        {
            string input = result.GetValue(file) ?? "";
            if (result.GetValue(output) is null && DefaultOutput(input) is null)
            {
                result.AddError($"'{input}' does not end in {EncryptCommand.Extension}, so say where to write: --output FILE.");
            }
        });
        runner.Bind(command, (context, cancellationToken) =>
        {
            string input = context.Arguments.GetRequiredValue(file);
            string target = context.Arguments.GetValue(output) ?? DefaultOutput(input)!;
            return RunAsync(context, input, target, context.Arguments.GetValue(force), cancellationToken);
        });
        return command;
    }

    private static string? DefaultOutput(string input) =>
        input == InputSource.StandardStream ? input
        : input.EndsWith(EncryptCommand.Extension, StringComparison.Ordinal) && Path.GetFileName(input).Length > EncryptCommand.Extension.Length
            ? input[..^EncryptCommand.Extension.Length]
            : null;

    private static async Task RunAsync(CliContext context, string input, string output, bool force, CancellationToken cancellationToken)
    {
        using InputSource source = InputSource.Open(input, context.Host);
        using OutputTarget target = OutputTarget.Create(output, force, isPrivate: true, context);
        try
        {
            await DecryptAsync(context, source, target, cancellationToken);
        }
        catch (EnvelopeException refused) when (refused.Failure != EnvelopeFailure.TooLarge)
        {
            throw new CliException(
                ExitCode.NotAuthentic,
                refused.Message,
                target.IsStandardOutput
                    ? "do not use what came out so far; fetch the encrypted file again from where it came."
                    : $"nothing was written to '{output}'; fetch the encrypted file again from where it came.");
        }
    }

    private static async Task DecryptAsync(CliContext context, InputSource source, OutputTarget target, CancellationToken cancellationToken)
    {
        EnvelopeHeader header = await EnvelopeHeader.ReadAsync(source.Stream, cancellationToken);
        using SecretBuffer dataKey = await UnwrapAsync(context, header, cancellationToken);
        var count = new ByteCount();
        await ProgressDisplay.RunAsync(context.Host, $"Decrypting {source.Name}", source.Length, async bar =>
        {
            var options = new EnvelopeOptions { Progress = count.Also(bar) };
            await EnvelopeCipher.DecryptAsync(header, dataKey, source.Stream, target.Stream, options, cancellationToken);
            target.Commit();
        });
        if (!target.IsStandardOutput)
        {
            var result = new DecryptedFileJson { KeyId = header.KeyId, Input = source.Name, Output = target.Name, PlaintextBytes = count.Bytes };
            context.Results.Write(result, CliJson.Indented.DecryptedFileJson, r =>
                $"Decrypted {r.Input} to {r.Output} ({KeyWords.Bytes(r.PlaintextBytes)})");
        }
    }

    /// <summary>The appliance refuses a wrapped data key that is not its own (KMS.2201 to KMS.2204): then the file is not authentic.</summary>
    private static async Task<SecretBuffer> UnwrapAsync(CliContext context, EnvelopeHeader header, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Client.DecryptDataKeyAsync(header.KeyId, header.WrappedDataKey, cancellationToken: cancellationToken);
        }
        catch (DewException refused) when (refused.Code is "KMS.2201" or "KMS.2203" or "KMS.2204")
        {
            throw new CliException(
                ExitCode.NotAuthentic,
                $"The appliance cannot unwrap the data key in the file ({refused.Code}): the file is damaged or was made with another appliance.",
                $"dew key show {header.KeyId}");
        }
    }
}
