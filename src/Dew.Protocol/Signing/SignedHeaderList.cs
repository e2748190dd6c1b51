using System.Buffers;

namespace Dew.Protocol.Signing;

/// <summary>The names of signed headers: lower case, in ascending order without repetition, separated by semicolons.</summary>
public static class SignedHeaderList
{
    /// <summary>Names accepted.</summary>
    public const int MaxCount = 64;

    private static readonly SearchValues<char> s_nameAndSeparator = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~;");

    /// <summary>Whether a list is one: at least one name, nothing but names of headers (RFC 9110 §5.6.2) in lower case, in order, each once.</summary>
    /// <param name="list">The list.</param>
    public static bool IsValid(ReadOnlySpan<char> list)
    {
        if (list.IsEmpty || list.ContainsAnyExcept(s_nameAndSeparator))
        {
            return false;
        }

        ReadOnlySpan<char> previous = default;
        int count = 0;
        foreach (Range range in list.Split(';'))
        {
            ReadOnlySpan<char> name = list[range];
            if (++count > MaxCount || name.SequenceCompareTo(previous) <= 0)
            {
                return false;
            }

            previous = name;
        }

        return true;
    }

    /// <summary>Whether a list has a name.</summary>
    /// <param name="list">A valid list.</param>
    /// <param name="name">The name in lower case.</param>
    public static bool Contains(ReadOnlySpan<char> list, ReadOnlySpan<char> name)
    {
        foreach (Range range in list.Split(';'))
        {
            if (list[range].SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
