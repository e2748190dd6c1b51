namespace Dew.Protocol.Rest;

/// <summary>A project as the vendor's clients read it.</summary>
public sealed record ProjectListItem
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The domain.</summary>
    public required string DomainId { get; init; }

    /// <summary>The domain again.</summary>
    public required string ParentId { get; init; }

    /// <summary>Possibly empty.</summary>
    public required string Description { get; init; }

    /// <summary>Whether requests for it are accepted.</summary>
    public required bool Enabled { get; init; }

    /// <summary>false.</summary>
    public required bool IsDomain { get; init; }

    /// <summary>Where it is.</summary>
    public required ListLinks Links { get; init; }
}
