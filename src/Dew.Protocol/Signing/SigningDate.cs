using System.Globalization;

namespace Dew.Protocol.Signing;

/// <summary>The value of X-Sdk-Date: UTC, <c>yyyyMMdd'T'HHmmss'Z'</c>.</summary>
public static class SigningDate
{
    /// <summary>Characters of it.</summary>
    public const int Length = 16;

    private const string Pattern = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Writes a time, to the second below.</summary>
    /// <param name="time">The time.</param>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>Reads a time. Exactly this form: no other separators, no white space, no day or second that does not exist.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        return text.Length == Length && DateTimeOffset.TryParseExact(
            text,
            Pattern,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time);
    }
}
