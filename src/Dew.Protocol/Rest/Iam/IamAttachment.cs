namespace Dew.Protocol.Rest;

/// <summary>A policy that holds for somebody.</summary>
public sealed record IamAttachment
{
    /// <summary>The name of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The one project it holds in; absent if it holds in all.</summary>
    public IamReference? Project { get; init; }
}
