namespace Dew.Core.Identity;

/// <summary>Patterns in which <c>*</c> stands for any number of characters, none included, and in some places <c>?</c> for exactly one.</summary>
internal static class Wildcard
{
    /// <summary>Whether a text is what a pattern with <c>*</c> describes, character by character.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    internal static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => IsMatch(pattern, text, hasSingle: false, ignoreCase: false);

    /// <summary>The same without regard to the case of ASCII letters.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    internal static bool IsMatchIgnoringCase(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => IsMatch(pattern, text, hasSingle: false, ignoreCase: true);

    /// <summary>The same where <c>?</c> stands for one character.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    internal static bool IsMatchWithSingles(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => IsMatch(pattern, text, hasSingle: true, ignoreCase: false);

    /// <summary>
    /// On a mismatch only the last star gives way: what an earlier one could take instead, the last one can take too. So the
    /// work is bounded by the product of the two lengths, and nothing recurses.
    /// </summary>
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool hasSingle, bool ignoreCase)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && ((hasSingle && pattern[p] == '?') || AreEqual(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return !pattern[p..].ContainsAnyExcept('*');
    }

    private static bool AreEqual(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.IsAsciiLetter(a) && char.IsAsciiLetter(b) && (a | 0x20) == (b | 0x20));
}
