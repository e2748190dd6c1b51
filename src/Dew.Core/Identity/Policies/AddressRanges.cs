using System.Globalization;
using System.Net;

namespace Dew.Core.Identity;

/// <summary>A set of addresses given by CIDR ranges, IPv4 and IPv6. Never changes; asking it allocates nothing.</summary>
public sealed class AddressRanges
{
    private readonly AddressRange[] _ranges;

    internal AddressRanges(IEnumerable<AddressRange> ranges) => _ranges = Merge(ranges);

    /// <summary>No address at all.</summary>
    public static AddressRanges Empty { get; } = new([]);

    /// <summary>Whether no address is in it.</summary>
    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>Reads ranges such as 10.0.0.0/8, fd00::/8 or a single address. No text, no address.</summary>
    /// <param name="ranges">The ranges.</param>
    /// <returns>The set, or <see cref="Status.EntryInvalid"/> naming the first wrong one by its place from 0.</returns>
    public static Outcome<AddressRanges> Parse(IReadOnlyList<string> ranges)
    {
        var parsed = new AddressRange[ranges.Count];
        for (int i = 0; i < parsed.Length; i++)
        {
            if (!AddressRange.TryParse(ranges[i], out parsed[i], out string problem))
            {
                return new Failure(Status.EntryInvalid, string.Create(CultureInfo.InvariantCulture, $"[{i}]: {PolicyText.Quote(ranges[i])} {problem}."));
            }
        }

        return new AddressRanges(parsed);
    }

    /// <summary>Whether an address is in it. An IPv4 address and its IPv4-mapped IPv6 form are one.</summary>
    /// <param name="address">The address.</param>
    public bool Contains(IPAddress address)
    {
        UInt128 number = AddressRange.NumberOf(address);
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (number < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (number > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sorted, and without overlaps, so that a binary search meets at most one.</summary>
    private static AddressRange[] Merge(IEnumerable<AddressRange> ranges)
    {
        var merged = new List<AddressRange>();
        foreach (AddressRange range in ranges.OrderBy(static range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last)
            {
                merged[^1] = merged[^1] with { Last = UInt128.Max(merged[^1].Last, range.Last) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }
}
