namespace Dew.Core.Identity;

/// <summary>A policy that somebody wrote. Its name is its id.</summary>
public sealed record CustomPolicy
{
    /// <summary>The name, unique among custom and system policies, the same for ever.</summary>
    public required string Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>The document as it was given, JSON.</summary>
    public required string Document { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset Changed { get; init; }
}
