namespace Dew.Protocol.Rest;

/// <summary>An entry, by id and name.</summary>
public sealed record IamReference
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }
}
