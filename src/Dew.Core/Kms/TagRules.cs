using System.Globalization;

namespace Dew.Core.Kms;

/// <summary>What tags of keys may be (reference sections 3.8 and 10; the wider of the limits that the vendor's documents give).</summary>
public static class TagRules
{
    /// <summary>Tags of one key at most.</summary>
    public const int MaxTags = 20;

    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 255;
    private const string KeySigns = " _.:=+-@/";

    internal static Failure? Check(TagSet tags)
    {
        foreach (Tag tag in tags)
        {
            if (Check(tag) is { } refused)
            {
                return refused;
            }
        }

        return tags.Count > MaxTags ? TooMany() : null;
    }

    internal static Failure? Check(Tag tag)
    {
        if (tag.Key.Length is 0 or > MaxKeyLength || !tag.Key.All(IsAllowed) || tag.Key.StartsWith("_sys_", StringComparison.Ordinal)
            || tag.Key.Trim().Length != tag.Key.Length)
        {
            return new Failure(
                Status.TagKeyInvalid,
                $"A tag's key must have 1 to {MaxKeyLength} characters: letters and digits of any script, inner spaces and _ . : = + - @ /, not beginning with _sys_.");
        }

        return tag.Value.Length > MaxValueLength || !tag.Value.All(IsAllowed)
            ? new Failure(Status.TagValueInvalid, $"A tag's value must have 0 to {MaxValueLength} characters: letters and digits of any script, spaces and _ . : = + - @ /.")
            : null;
    }

    internal static Failure TooMany() => new(Status.TooManyTags, $"A key has at most {MaxTags} tags.");

    /// <summary>Letters beyond the first plane come as two halves.</summary>
    private static bool IsAllowed(char c) =>
        char.IsLetterOrDigit(c) || KeySigns.Contains(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
