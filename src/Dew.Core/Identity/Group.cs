namespace Dew.Core.Identity;

/// <summary>Users who may do the same.</summary>
public sealed record Group : IDirectoryRecord
{
    /// <summary>32 lower-case hexadecimal digits, the same for ever.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among groups.</summary>
    public required string Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>What its members may do.</summary>
    public IReadOnlyList<PolicyAttachment> Policies { get; init; } = [];

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }
}
