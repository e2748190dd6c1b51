namespace Dew.Core.Kms;

/// <summary>The names of key usages (reference section 9).</summary>
public static class KeyUsages
{
    /// <summary>The accepted names, for messages.</summary>
    public const string AcceptedNames = "ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC";

    /// <summary>The usage of a name, compared by its characters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="usage">The usage.</param>
    public static bool TryParse(string name, out KeyUsage usage)
    {
        usage = name switch
        {
            "ENCRYPT_DECRYPT" => KeyUsage.EncryptDecrypt,
            "SIGN_VERIFY" => KeyUsage.SignVerify,
            "GENERATE_VERIFY_MAC" => KeyUsage.GenerateVerifyMac,
            _ => KeyUsage.Unset,
        };
        return usage != KeyUsage.Unset;
    }

    /// <summary>The name of a usage.</summary>
    /// <param name="usage">The usage.</param>
    public static string Name(this KeyUsage usage) => usage switch
    {
        KeyUsage.EncryptDecrypt => "ENCRYPT_DECRYPT",
        KeyUsage.SignVerify => "SIGN_VERIFY",
        KeyUsage.GenerateVerifyMac => "GENERATE_VERIFY_MAC",
        _ => throw new ArgumentOutOfRangeException(nameof(usage), usage, null),
    };
}
