namespace Dew.Core.Identity;

/// <summary>A condition on the address a request comes from.</summary>
internal sealed class AddressCondition(ConditionOperator op, ConditionKey key, AddressRanges ranges) : Condition(op, key)
{
    /// <inheritdoc/>
    internal override Truth Test(in AccessRequest request) =>
        request.Source is { } source ? WithValue(ranges.Contains(source)) : WithoutValue(FactState.Absent);

    /// <inheritdoc/>
    internal override string Found(in AccessRequest request) => request.Source?.ToString() ?? Describe(FactState.Absent);
}
