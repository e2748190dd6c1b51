namespace Dew.Protocol.Rest;

/// <summary>A list of policies.</summary>
public sealed record IamPolicies
{
    /// <summary>System policies first, then custom ones by name.</summary>
    public required IReadOnlyList<IamPolicy> Policies { get; init; }
}
