using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.SecureMemory;

namespace Dew.Cli.Commands;

/// <summary>dew data-key decrypt.</summary>
internal static class DataKeyDecryptCommand
{
    /// <summary>Bytes of a wrapped data key beyond the key, which is padded to 16 (reference section 10).</summary>
    private const int Overhead = 124;

    internal static Command Create(CommandRunner runner)
    {
        var ciphertext = new Argument<string>("CIPHERTEXT") { Description = "The wrapped data key, in hexadecimal, as 'create' printed it" };
        Option<string> key = KeyArguments.KeyOption();
        var bytes = new Option<int?>("--bytes")
        {
            Description = "Length of the data key in bytes; needed only if it is not a multiple of 16",
            HelpName = "N",
        };
        Option<string?> aad = KeyArguments.AdditionalData();
        var plaintext = new Option<bool>("--plaintext")
        {
            Description = "Print the data key itself, in hexadecimal; without it only its length and SHA-256, as proof that it can be had",
        };
        var command = new Command("decrypt", "Unwrap a data key") { ciphertext, key, bytes, aad, plaintext };
        bytes.Validators.Add(DataKeyText.CheckLength);
        ciphertext.Validators.Add(static result =>
        {
            string text = result.GetValueOrDefault<string>();
            if (text.Length % 2 != 0 || text.Length == 0 || !text.All(char.IsAsciiHexDigit))
            {
                result.AddError("CIPHERTEXT is not hexadecimal.");
            }
        });
        runner.Bind(command, async (context, cancellationToken) =>
        {
            byte[] wrapped = Convert.FromHexString(context.Arguments.GetRequiredValue(ciphertext));
            int length = context.Arguments.GetValue(bytes) ?? Math.Clamp(wrapped.Length - Overhead, 1, 1024);
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(key), cancellationToken);
            using SecretBuffer dataKey = await context.Client.DecryptDataKeyAsync(
                keyId, wrapped, length, context.Arguments.GetValue(aad), cancellationToken);
            DataKeyText.WriteUnwrapped(context, dataKey, context.Arguments.GetValue(plaintext));
        });
        return command;
    }
}
