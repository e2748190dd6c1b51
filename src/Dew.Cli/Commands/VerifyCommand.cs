using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;

namespace Dew.Cli.Commands;

/// <summary>dew verify.</summary>
internal static class VerifyCommand
{
    /// <summary>More than the largest signature (RSA-4096: 512 bytes) by far.</summary>
    private const int MaxSignature = 4096;

    internal static Command Create(CommandRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "The signed file, or - for standard input" };
        Option<string> key = KeyArguments.KeyOption();
        Option<string?> algorithm = SignCommand.AlgorithmOption();
        var signature = new Option<string?>("--signature", "-s")
        {
            Description = $"The signature file [default: FILE{SignCommand.Extension}]",
            HelpName = "FILE",
        };
        var command = new Command("verify", "Verify the signature of a file; exit code 4 if it is not valid") { file, key, algorithm, signature };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) == InputSource.StandardStream && result.GetValue(signature) is null)
            {
                result.AddError("Standard input has no signature file beside it: name one with --signature FILE.");
            }
        });
        runner.Bind(command, (context, cancellationToken) =>
        {
            string input = context.Arguments.GetRequiredValue(file);
            string signatureFile = context.Arguments.GetValue(signature) ?? input + SignCommand.Extension;
            return RunAsync(
                context, input, signatureFile, context.Arguments.GetRequiredValue(key), context.Arguments.GetValue(algorithm), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, string input, string signatureFile, string keyName, string? chosen, CancellationToken cancellationToken)
    {
        byte[] signature = await ReadSignatureAsync(context, signatureFile, cancellationToken);
        using InputSource source = InputSource.Open(input, context.Host);
        (string keyId, string algorithm) = await SignCommand.ResolveAsync(context, keyName, chosen, cancellationToken);
        byte[] digest = await SignCommand.HashAsync(context, source, algorithm, cancellationToken);
        bool valid = await context.Client.VerifyDigestAsync(keyId, digest, signature, algorithm, cancellationToken);
        var result = new VerifiedFileJson
        {
            KeyId = keyId,
            SigningAlgorithm = algorithm,
            Input = input,
            SignatureValid = valid ? "true" : "false",
        };
        context.Results.Write(result, CliJson.Indented.VerifiedFileJson, r => valid
            ? $"The signature of {r.Input} is valid ({r.SigningAlgorithm}, key {r.KeyId})"
            : $"The signature of {r.Input} is NOT VALID ({r.SigningAlgorithm}, key {r.KeyId})");
        return valid ? ExitCode.Ok : ExitCode.NotAuthentic;
    }

    private static async Task<byte[]> ReadSignatureAsync(CliContext context, string path, CancellationToken cancellationToken)
    {
        if (path == InputSource.StandardStream || !File.Exists(path))
        {
            throw new CliException(ExitCode.LocalIo, $"There is no signature file '{path}'.", "name it with --signature FILE, or make it with dew sign.");
        }

        using InputSource file = InputSource.Open(path, context.Host);
        byte[] buffer = new byte[MaxSignature + 1];
        int length = await file.Stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length is > 0 and <= MaxSignature
            ? buffer[..length]
            : throw new CliException(ExitCode.NotAuthentic, $"'{path}' is not a signature: it has {(length == 0 ? "no" : "too many")} bytes.");
    }
}
