using System.Collections.Frozen;

namespace Dew.Core.Identity;

/// <summary>How a condition compares.</summary>
/// <param name="Name">Its name, with IfExists where it has that.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Kind">What it compares; <see cref="FactKind.Text"/> goes with lists of texts too.</param>
/// <param name="IsNegated">Whether it holds when no value compares so.</param>
/// <param name="IfExists">Whether it holds when the key has no value.</param>
internal sealed record ConditionOperator(string Name, Comparison Comparison, FactKind Kind, bool IsNegated, bool IfExists)
{
    private const string IfExistsSuffix = "IfExists";

    private static readonly ConditionOperator[] s_all =
    [
        new("StringEquals", Comparison.Equal, FactKind.Text, false, false),
        new("StringNotEquals", Comparison.Equal, FactKind.Text, true, false),
        new("StringEqualsIgnoreCase", Comparison.EqualIgnoringCase, FactKind.Text, false, false),
        new("StringNotEqualsIgnoreCase", Comparison.EqualIgnoringCase, FactKind.Text, true, false),
        new("StringLike", Comparison.Like, FactKind.Text, false, false),
        new("StringNotLike", Comparison.Like, FactKind.Text, true, false),
        new("StringMatch", Comparison.Match, FactKind.Text, false, false),
        new("StringNotMatch", Comparison.Match, FactKind.Text, true, false),
        new("StringStartWith", Comparison.Start, FactKind.Text, false, false),
        new("StringNotStartWith", Comparison.Start, FactKind.Text, true, false),
        new("StringEndWith", Comparison.End, FactKind.Text, false, false),
        new("StringNotEndWith", Comparison.End, FactKind.Text, true, false),
        new("IpAddress", Comparison.Within, FactKind.Address, false, false),
        new("NotIpAddress", Comparison.Within, FactKind.Address, true, false),
        new("DateEquals", Comparison.Equal, FactKind.Time, false, false),
        new("DateNotEquals", Comparison.Equal, FactKind.Time, true, false),
        new("DateLessThan", Comparison.Less, FactKind.Time, false, false),
        new("DateLessThanEquals", Comparison.LessOrEqual, FactKind.Time, false, false),
        new("DateGreaterThan", Comparison.Greater, FactKind.Time, false, false),
        new("DateGreaterThanEquals", Comparison.GreaterOrEqual, FactKind.Time, false, false),
        new("Bool", Comparison.Equal, FactKind.Flag, false, false),
    ];

    private static readonly FrozenDictionary<string, ConditionOperator> s_byName = s_all
        .Concat(s_all.Select(static op => op with { Name = op.Name + IfExistsSuffix, IfExists = true }))
        .ToFrozenDictionary(static op => op.Name, StringComparer.Ordinal);

    /// <summary>The accepted operators, for messages.</summary>
    internal static string AcceptedNames { get; } =
        string.Join(", ", s_all.Select(static op => op.Name)) + $", each also with {IfExistsSuffix}";

    /// <summary>The operator of a name, compared by its characters.</summary>
    /// <param name="name">The name.</param>
    internal static ConditionOperator? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The operators that go with a kind of value, for messages.</summary>
    /// <param name="kind">The kind.</param>
    internal static string NamesFor(FactKind kind) => string.Join(", ", s_all.Where(op => op.Takes(kind)).Select(static op => op.Name));

    /// <summary>Whether it goes with a kind of value.</summary>
    /// <param name="kind">The kind.</param>
    internal bool Takes(FactKind kind) => kind == Kind || (kind == FactKind.TextList && Kind == FactKind.Text);
}
