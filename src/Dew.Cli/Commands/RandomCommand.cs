using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.SecureMemory;

namespace Dew.Cli.Commands;

/// <summary>dew random.</summary>
internal static class RandomCommand
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>A call gives at most 1024 bytes; a multiple of three lets base64 pieces stand side by side.</summary>
    private const int BytesPerCall = 1023;

    internal static Command Create(CommandRunner runner)
    {
        var bytes = new Argument<int>("BYTES")
        {
            Description = $"How many, 1..{MaxBytes}",
            DefaultValueFactory = static _ => 32,
        };
        var hex = new Option<bool>("--hex") { Description = "Hexadecimal (the default)" };
        var base64 = new Option<bool>("--base64") { Description = "Base64" };
        var raw = new Option<bool>("--raw") { Description = "The bytes themselves" };
        var command = new Command("random", "Print random bytes from the HSM") { bytes, hex, base64, raw };
        bytes.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > MaxBytes)
            {
                result.AddError($"BYTES is 1..{MaxBytes}.");
            }
        });
        command.Validators.Add(result =>
        {
            if (new[] { hex, base64, raw }.Count(result.GetValue) > 1)
            {
                result.AddError("Only one of --hex, --base64 and --raw can be chosen.");
            }
        });
        runner.Bind(command, (context, cancellationToken) =>
        {
            int count = context.Arguments.GetValue(bytes);
            return context.Results.IsJson ? WriteJsonAsync(context, count, cancellationToken)
                : context.Arguments.GetValue(raw) ? WriteRawAsync(context, count, cancellationToken)
                : WriteLineAsync(context, count, context.Arguments.GetValue(base64), cancellationToken);
        });
        return command;
    }

    /// <summary>The API's member: hexadecimal, whatever the other options say.</summary>
    private static async Task WriteJsonAsync(CliContext context, int count, CancellationToken cancellationToken)
    {
        Stream output = context.Host.OutputBytes;
        output.Write("{\"random_data\":\""u8);
        await WritePiecesAsync(context, count, static (stream, piece) => SecretText.WriteHex(stream, piece), cancellationToken);
        output.Write("\"}\n"u8);
    }

    private static async Task WriteLineAsync(CliContext context, int count, bool base64, CancellationToken cancellationToken)
    {
        await WritePiecesAsync(context, count, base64 ? SecretText.WriteBase64 : SecretText.WriteHex, cancellationToken);
        context.Host.OutputBytes.Write("\n"u8);
    }

    private static Task WriteRawAsync(CliContext context, int count, CancellationToken cancellationToken)
    {
        OutputTarget.RefuseTerminal(InputSource.StandardStream, context.Host);
        return WritePiecesAsync(context, count, static (stream, piece) => stream.Write(piece), cancellationToken);
    }

    private static async Task WritePiecesAsync(CliContext context, int count, Action<Stream, ReadOnlySpan<byte>> write, CancellationToken cancellationToken)
    {
        for (int remaining = count; remaining > 0; remaining -= BytesPerCall)
        {
            using SecretBuffer piece = await context.Client.GenerateRandomAsync(Math.Min(remaining, BytesPerCall), cancellationToken);
            write(context.Host.OutputBytes, piece.DangerousGetSpan());
        }
    }
}
