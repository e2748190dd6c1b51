namespace Dew.Core.Identity;

/// <summary>A grouping of resources across projects, for accounts and policies.</summary>
public sealed record EnterpriseProject : IDirectoryRecord
{
    /// <summary>"0" for the default one, else a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among enterprise projects.</summary>
    public required string Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether new resources may be put into it.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }
}
