namespace Dew.Protocol.Rest;

/// <summary>Why somebody may or may not do something.</summary>
public sealed record ExplainResponse
{
    /// <summary>The conclusion.</summary>
    public required bool Allowed { get; init; }

    /// <summary>allowed, denied or not_allowed.</summary>
    public required string Decision { get; init; }

    /// <summary>The conclusion in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Every statement about the action.</summary>
    public required IReadOnlyList<ExplainFinding> Statements { get; init; }
}
