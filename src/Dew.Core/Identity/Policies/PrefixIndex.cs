namespace Dew.Core.Identity;

/// <summary>
/// Rules with wildcards, found by the characters before the first <c>*</c>. The prefixes lie in order; every one knows the longest other that
/// it begins with. All prefixes of a name are then the last one not after the name, as far as the name begins with it, and those it
/// begins with: one binary search, however many patterns there are.
/// </summary>
internal sealed class PrefixIndex
{
    private readonly string[] _prefixes;
    private readonly int[] _parents;
    private readonly RuleSet[] _rules;

    /// <param name="rules">The rules of each prefix.</param>
    internal PrefixIndex(IEnumerable<KeyValuePair<string, RuleSet.Builder>> rules)
    {
        KeyValuePair<string, RuleSet.Builder>[] ordered = [.. rules.OrderBy(static rule => rule.Key, StringComparer.Ordinal)];
        _prefixes = [.. ordered.Select(static rule => rule.Key)];
        _rules = [.. ordered.Select(static rule => rule.Value.Build())];
        _parents = new int[ordered.Length];
        for (int i = 0; i < _parents.Length; i++)
        {
            int parent = i - 1;
            while (parent >= 0 && !_prefixes[i].StartsWith(_prefixes[parent], StringComparison.Ordinal))
            {
                parent = _parents[parent];
            }

            _parents[i] = parent;
        }
    }

    /// <summary>As <see cref="RuleSet.Admits"/>, over every rule whose prefix the name begins with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The name.</param>
    /// <param name="isAllowed">Whether an Allow applies.</param>
    internal bool Admits(in AccessRequest request, ReadOnlySpan<char> target, ref bool isAllowed)
    {
        int node = LastNotAfter(target);
        while (node >= 0 && !target.StartsWith(_prefixes[node], StringComparison.Ordinal))
        {
            node = _parents[node];
        }

        for (; node >= 0; node = _parents[node])
        {
            if (!_rules[node].Admits(request, target, ref isAllowed))
            {
                return false;
            }
        }

        return true;
    }

    private int LastNotAfter(ReadOnlySpan<char> target)
    {
        int low = 0, high = _prefixes.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (target.SequenceCompareTo(_prefixes[middle]) < 0)
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
}
