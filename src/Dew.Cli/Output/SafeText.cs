namespace Dew.Cli.Output;

/// <summary>Texts that others wrote, such as names in the audit trail.</summary>
internal static class SafeText
{
    /// <summary>Without control characters: what is shown must not steer a terminal.</summary>
    internal static string Printable(string? text) =>
        string.IsNullOrEmpty(text) ? IamWords.None
        : text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? '?' : c))
        : text;
}
