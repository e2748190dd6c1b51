namespace Dew.Core.Identity;

/// <summary>How what was found in a document is shown in a message.</summary>
internal static class PolicyText
{
    private const int Longest = 80;

    /// <summary>The text in quotes, shortened, without control characters.</summary>
    /// <param name="text">The text.</param>
    internal static string Quote(string text)
    {
        string shown = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Create(shown.Length + 2, shown, static (span, shown) =>
        {
            span[0] = span[^1] = '"';
            for (int i = 0; i < shown.Length; i++)
            {
                span[i + 1] = char.IsControl(shown[i]) || char.IsSurrogate(shown[i]) ? '?' : shown[i];
            }
        });
    }
}
