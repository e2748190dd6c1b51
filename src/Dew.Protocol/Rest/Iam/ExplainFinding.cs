namespace Dew.Protocol.Rest;

/// <summary>What one statement has to say.</summary>
public sealed record ExplainFinding
{
    /// <summary>The name of its policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Its place in the policy, from 0.</summary>
    public required int Statement { get; init; }

    /// <summary>Allow or Deny.</summary>
    public required string Effect { get; init; }

    /// <summary>Whether it does so here.</summary>
    public required bool Applies { get; init; }

    /// <summary>Why, or why not.</summary>
    public required string Reason { get; init; }
}
