namespace Dew.Protocol.Rest;

/// <summary>A domain as the vendor's clients read it.</summary>
public sealed record DomainListItem
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name: the id again.</summary>
    public required string Name { get; init; }

    /// <summary>Empty.</summary>
    public required string Description { get; init; }

    /// <summary>true.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Where it is.</summary>
    public required ListLinks Links { get; init; }
}
