using System.CommandLine.Parsing;
using System.Security.Cryptography;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.SecureMemory;

namespace Dew.Cli.Commands;

/// <summary>Prints data keys. The members are the API's.</summary>
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
        var result = new MemberWriter(context);
        result.Member("key_id", created.KeyId);
        result.Member("cipher_text", Convert.ToHexStringLower(created.Ciphertext.Span));
        result.End();
    }

    internal static void WriteBoth(CliContext context, DataKey created)
    {
        var result = new MemberWriter(context);
        result.Member("key_id", created.KeyId);
        result.Member("cipher_text", Convert.ToHexStringLower(created.Ciphertext.Span));
        result.Hex("plain_text", created.Plaintext);
        result.End();
    }

    internal static void WriteUnwrapped(CliContext context, SecretBuffer dataKey, bool plaintext)
    {
        var result = new MemberWriter(context);
        result.Member("datakey_length", dataKey.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        result.Member("datakey_dgst", Convert.ToHexStringLower(SHA256.HashData(dataKey.DangerousGetSpan())));
        if (plaintext)
        {
            result.Hex("data_key", dataKey);
        }

        result.End();
    }
}
