using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew sign.</summary>
internal static class SignCommand
{
    /// <summary>What a signature is called after the file.</summary>
    internal const string Extension = ".sig";

    internal static Command Create(CommandRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "The file to sign, or - for standard input" };
        Option<string> key = KeyArguments.KeyOption();
        Option<string?> algorithm = AlgorithmOption();
        Option<string?> output = KeyArguments.Output($"The signature file, or - for standard output [default: FILE{Extension}; - for standard input]");
        Option<bool> force = KeyArguments.Force();
        var command = new Command("sign", "Sign a file of any size; it is hashed here and only the hash goes to the appliance")
        {
            file, key, algorithm, output, force,
        };
        runner.Bind(command, (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            string input = arguments.GetRequiredValue(file);
            string target = arguments.GetValue(output) ?? (input == InputSource.StandardStream ? input : input + Extension);
            return RunAsync(
                context, input, target, arguments.GetRequiredValue(key), arguments.GetValue(algorithm), arguments.GetValue(force), cancellationToken);
        });
        return command;
    }

    /// <summary>The same for sign and verify.</summary>
    internal static Option<string?> AlgorithmOption()
    {
        var option = new Option<string?>("--algorithm", "-a")
        {
            Description = "The signing algorithm [default by the key: RSA RSASSA_PSS_SHA_256, EC_P256 ECDSA_SHA_256, EC_P384 ECDSA_SHA_384]",
            HelpName = "ALGORITHM",
        };
        option.CompletionSources.Add(SigningAlgorithm.All);
        option.Validators.Add(result =>
        {
            string? value = result.GetValueOrDefault<string?>();
            if (value is not null && !SigningAlgorithm.All.Contains(value.ToUpperInvariant()))
            {
                result.AddError($"'{value}' is not one of {string.Join(", ", SigningAlgorithm.All)}.");
            }
        });
        return option;
    }

    /// <summary>The key's id and the algorithm, by default the one the key is made for.</summary>
    internal static async Task<(string KeyId, string Algorithm)> ResolveAsync(
        CliContext context, string keyName, string? algorithm, CancellationToken cancellationToken)
    {
        string keyId = await context.KeyIdAsync(keyName, cancellationToken);
        if (algorithm is not null)
        {
            return (keyId, algorithm.ToUpperInvariant());
        }

        KeyDetails key = await context.Client.DescribeKeyAsync(keyId, cancellationToken);
        return (keyId, SigningAlgorithm.DefaultFor(key.KeySpec));
    }

    /// <summary>The digest that is signed, with a progress bar.</summary>
    internal static async Task<byte[]> HashAsync(CliContext context, InputSource source, string algorithm, CancellationToken cancellationToken)
    {
        byte[] digest = [];
        await ProgressDisplay.RunAsync(context.Host, $"Hashing {source.Name}", source.Length, async bar =>
            digest = await FileHasher.HashAsync(source.Stream, SigningAlgorithm.HashOf(algorithm), bar, cancellationToken));
        return digest;
    }

    private static async Task RunAsync(
        CliContext context, string input, string output, string keyName, string? chosen, bool force, CancellationToken cancellationToken)
    {
        OutputTarget.RefuseTerminal(output, context.Host);
        using InputSource source = InputSource.Open(input, context.Host);
        using OutputTarget target = OutputTarget.Create(output, force, isPrivate: false, context);
        (string keyId, string algorithm) = await ResolveAsync(context, keyName, chosen, cancellationToken);
        byte[] digest = await HashAsync(context, source, algorithm, cancellationToken);
        byte[] signature = await context.Client.SignDigestAsync(keyId, digest, algorithm, cancellationToken);
        await target.Stream.WriteAsync(signature, cancellationToken);
        target.Commit();
        if (!target.IsStandardOutput)
        {
            var result = new SignedFileJson
            {
                KeyId = keyId,
                SigningAlgorithm = algorithm,
                Input = input,
                Output = output,
                Signature = Convert.ToBase64String(signature),
            };
            context.Results.Write(result, CliJson.Indented.SignedFileJson, r => $"Signed {r.Input} with {r.SigningAlgorithm}: {r.Output}");
        }
    }
}
