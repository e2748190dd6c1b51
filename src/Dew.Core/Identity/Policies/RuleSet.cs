namespace Dew.Core.Identity;

/// <summary>
/// What the statements say that are about the same things: whether one of them denies or allows whatever the request, and the rules
/// that depend on the rest of the name or on conditions.
/// </summary>
internal sealed class RuleSet
{
    private readonly bool _denies;
    private readonly bool _allows;
    private readonly Rule[] _conditionalDenies;
    private readonly Rule[] _conditionalAllows;

    private RuleSet(bool denies, bool allows, Rule[] conditionalDenies, Rule[] conditionalAllows)
    {
        _denies = denies;
        _allows = allows;
        _conditionalDenies = conditionalDenies;
        _conditionalAllows = conditionalAllows;
        HasPatterns = Array.Exists(conditionalDenies, static rule => rule.Pattern is not null)
            || Array.Exists(conditionalAllows, static rule => rule.Pattern is not null);
    }

    /// <summary>Whether a rule looks at the name of the resource.</summary>
    internal bool HasPatterns { get; }

    /// <summary>Whether the request survives; an Allow that applies is noted. Every Deny is looked at, no Allow after the first that applies.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The name of its resource, for rules with wildcards.</param>
    /// <param name="isAllowed">Whether an Allow applies.</param>
    internal bool Admits(in AccessRequest request, ReadOnlySpan<char> target, ref bool isAllowed)
    {
        if (_denies)
        {
            return false;
        }

        foreach (Rule rule in _conditionalDenies)
        {
            if (rule.Covers(target) && Condition.All(rule.Conditions, request) != Truth.False)
            {
                return false;
            }
        }

        if (isAllowed)
        {
            return true;
        }

        isAllowed = _allows;
        for (int i = 0; !isAllowed && i < _conditionalAllows.Length; i++)
        {
            Rule rule = _conditionalAllows[i];
            isAllowed = rule.Covers(target) && Condition.All(rule.Conditions, request) == Truth.True;
        }

        return true;
    }

    /// <summary>A rule that depends on something.</summary>
    /// <param name="Pattern">What the name must match; null when it is known to.</param>
    /// <param name="Conditions">What must hold.</param>
    private sealed record Rule(string? Pattern, Condition[] Conditions)
    {
        internal bool Covers(ReadOnlySpan<char> target) => Pattern is null || Wildcard.IsMatch(Pattern, target);
    }

    /// <summary>Collects statements; equal ones count once, and those behind an unconditional one not at all.</summary>
    internal sealed class Builder
    {
        private readonly HashSet<(PolicyEffect Effect, string? Pattern, string Conditions)> _seen = [];
        private readonly List<Rule> _denies = [];
        private readonly List<Rule> _allows = [];
        private bool _isDenied;
        private bool _isAllowed;

        internal void Add(PolicyStatement statement, string? pattern)
        {
            if (pattern is null && statement.Conditions.Length == 0)
            {
                _isDenied |= statement.Effect == PolicyEffect.Deny;
                _isAllowed |= statement.Effect == PolicyEffect.Allow;
            }
            else if (_seen.Add((statement.Effect, pattern, statement.ConditionText)))
            {
                (statement.Effect == PolicyEffect.Deny ? _denies : _allows).Add(new Rule(pattern, statement.Conditions));
            }
        }

        internal RuleSet Build() => new(_isDenied, _isAllowed, _isDenied ? [] : [.. _denies], _isDenied || _isAllowed ? [] : [.. _allows]);
    }
}
