using System.Buffers.Binary;
using System.Globalization;

namespace Dew.Core.Identity;

/// <summary>
/// As <see cref="PrefixIndex"/>, for key ids: a prefix of a UUID's text is a range of the number the UUID is, and two such ranges lie in each
/// other or apart. So a search compares numbers, and the text is written only for a pattern that goes on after its first <c>*</c>.
/// </summary>
internal sealed class KeyPrefixIndex
{
    private const int TextLength = 36;
    private const int Digits = 32;

    private readonly Range[] _ranges;
    private readonly RuleSet[] _rules;
    private readonly int[] _parents;

    /// <param name="rules">The rules of each prefix. What cannot begin a UUID in lower case is left out: it is about no key.</param>
    internal KeyPrefixIndex(IEnumerable<KeyValuePair<string, RuleSet.Builder>> rules)
    {
        var known = new List<(Range Range, RuleSet.Builder Builder)>();
        foreach ((string prefix, RuleSet.Builder builder) in rules)
        {
            if (RangeOf(prefix) is { } range)
            {
                known.Add((range, builder));
            }
        }

        // A range comes after those it lies in.
        (Range Range, RuleSet.Builder Builder)[] ordered = [.. known.OrderBy(static rule => rule.Range.First).ThenByDescending(static rule => rule.Range.Last)];
        _ranges = [.. ordered.Select(static rule => rule.Range)];
        _rules = [.. ordered.Select(static rule => rule.Builder.Build())];
        _parents = new int[ordered.Length];
        for (int i = 0; i < _parents.Length; i++)
        {
            int parent = i - 1;
            while (parent >= 0 && _ranges[parent].Last < _ranges[i].Last)
            {
                parent = _parents[parent];
            }

            _parents[i] = parent;
        }
    }

    /// <summary>As <see cref="RuleSet.Admits"/>, over every rule whose prefix the id begins with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">The id.</param>
    /// <param name="isAllowed">Whether an Allow applies.</param>
    internal bool Admits(in AccessRequest request, Guid key, ref bool isAllowed)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        UInt128 number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        int node = LastNotAfter(number);
        while (node >= 0 && _ranges[node].Last < number)
        {
            node = _parents[node];
        }

        Span<char> text = stackalloc char[TextLength];
        int written = 0;
        for (; node >= 0; node = _parents[node])
        {
            RuleSet rules = _rules[node];
            if (written == 0 && rules.HasPatterns)
            {
                key.TryFormat(text, out written, "D");
            }

            if (!rules.Admits(request, text, ref isAllowed))
            {
                return false;
            }
        }

        return true;
    }

    private static Range? RangeOf(string prefix)
    {
        UInt128 number = UInt128.Zero;
        int digits = 0;
        for (int i = 0; i < prefix.Length; i++)
        {
            bool isDash = i is 8 or 13 or 18 or 23;
            if (i >= TextLength || isDash != (prefix[i] == '-') || (!isDash && !char.IsAsciiHexDigitLower(prefix[i])))
            {
                return null;
            }

            if (!isDash)
            {
                number = (number << 4) | (UInt128)int.Parse(prefix.AsSpan(i, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                digits++;
            }
        }

        // Shifting by all 128 bits would shift by none.
        int free = 4 * (Digits - digits);
        return free == 128 ? new Range(UInt128.Zero, UInt128.MaxValue) : new Range(number << free, (number << free) | ((UInt128.One << free) - UInt128.One));
    }

    private int LastNotAfter(UInt128 number)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (number < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return high;
    }

    private readonly record struct Range(UInt128 First, UInt128 Last);
}
