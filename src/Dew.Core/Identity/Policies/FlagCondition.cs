namespace Dew.Core.Identity;

/// <summary>A condition on whether the way of a request is secure.</summary>
internal sealed class FlagCondition(ConditionOperator op, ConditionKey key, bool value) : Condition(op, key)
{
    /// <inheritdoc/>
    internal override Truth Test(in AccessRequest request) => WithValue(request.IsSecureTransport == value);

    /// <inheritdoc/>
    internal override string Found(in AccessRequest request) => request.IsSecureTransport ? "true" : "false";
}
