namespace Dew.Protocol.Rest;

/// <summary>A list of groups.</summary>
public sealed record IamGroups
{
    /// <summary>The groups, by name.</summary>
    public required IReadOnlyList<IamGroup> Groups { get; init; }
}
