namespace Dew.Protocol.Rest;

/// <summary>A project or an enterprise project.</summary>
public sealed record IamProject
{
    /// <summary>32 hexadecimal digits for a project; 0 or a UUID for an enterprise project.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Possibly empty.</summary>
    public required string Description { get; init; }

    /// <summary>Whether requests for it are accepted.</summary>
    public required bool Enabled { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime Created { get; init; }
}
