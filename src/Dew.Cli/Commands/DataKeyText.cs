using System.CommandLine.Parsing;
using System.Security.Cryptography;
using System.Text;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.SecureMemory;

namespace Dew.Cli.Commands;

/// <summary>Prints data keys, member by member, so that the secret ones never become strings. The members are the API's.</summary>
internal static class DataKeyText
{
    internal static void CheckLength(OptionResult result)
    {
        if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > 1024)
        {
            result.AddError("--bytes is 1..1024.");
        }
    }

    internal static void WriteWrapped(CliContext context, WrappedDataKey created)
    {
        Begin(context);
        Member(context, "key_id", created.KeyId);
        Member(context, "cipher_text", Convert.ToHexStringLower(created.Ciphertext.Span), last: true);
        End(context);
    }

    internal static void WriteBoth(CliContext context, DataKey created)
    {
        Begin(context);
        Member(context, "key_id", created.KeyId);
        Member(context, "cipher_text", Convert.ToHexStringLower(created.Ciphertext.Span));
        SecretMember(context, "plain_text", created.Plaintext);
        End(context);
    }

    internal static void WriteUnwrapped(CliContext context, SecretBuffer dataKey, bool plaintext)
    {
        Begin(context);
        Member(context, "datakey_length", dataKey.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Member(context, "datakey_dgst", Convert.ToHexStringLower(SHA256.HashData(dataKey.DangerousGetSpan())), last: !plaintext);
        if (plaintext)
        {
            SecretMember(context, "data_key", dataKey);
        }

        End(context);
    }

    private static void Begin(CliContext context) => Text(context, context.Results.IsJson ? "{\n" : "");

    private static void End(CliContext context) => Text(context, context.Results.IsJson ? "}\n" : "");

    private static void Member(CliContext context, string name, string value, bool last = false) =>
        Text(context, context.Results.IsJson ? $"  \"{name}\": \"{value}\"{(last ? "" : ",")}\n" : $"{name,-14}  {value}\n");

    private static void SecretMember(CliContext context, string name, SecretBuffer value)
    {
        Text(context, context.Results.IsJson ? $"  \"{name}\": \"" : $"{name,-14}  ");
        SecretText.WriteHex(context.Host.OutputBytes, value.DangerousGetSpan());
        Text(context, context.Results.IsJson ? "\"\n" : "\n");
    }

    private static void Text(CliContext context, string text) => context.Host.OutputBytes.Write(Encoding.UTF8.GetBytes(text));
}
