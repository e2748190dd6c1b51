using System.CommandLine;

namespace Dew.Cli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class KeyArguments
{
    private static readonly string[] s_specs =
        ["AES_256", "RSA_2048", "RSA_3072", "RSA_4096", "EC_P256", "EC_P384", "HMAC_256", "HMAC_384", "HMAC_512"];

    internal static Argument<string> Key() => new("KEY") { Description = "The key: its id (UUID) or its alias" };

    internal static Option<string> KeyOption() => new("--key", "-k")
    {
        Description = "The key: its id (UUID) or its alias",
        HelpName = "KEY",
        Required = true,
    };

    internal static Option<string?> Spec(string description)
    {
        var option = new Option<string?>("--spec") { Description = description, HelpName = "SPEC" };
        option.CompletionSources.Add(s_specs);
        return option;
    }

    internal static Option<string?> EnterpriseProject(string description) =>
        new("--enterprise-project") { Description = description, HelpName = "ID" };

    internal static Option<string?> Output(string description) => new("--output", "-o") { Description = description, HelpName = "FILE" };

    internal static Option<bool> Force() => new("--force", "-f") { Description = "Replace an existing file" };

    internal static Option<string?> AdditionalData() => new("--aad")
    {
        Description = "Additional authenticated data, up to 128 bytes; decryption must repeat it",
        HelpName = "TEXT",
    };
}
