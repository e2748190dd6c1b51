namespace Dew.Core.Identity;

/// <summary>A role that others take for a while, with temporary credentials.</summary>
public sealed record Agency : IDirectoryRecord
{
    /// <summary>32 lower-case hexadecimal digits, the same for ever.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among agencies.</summary>
    public required string Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who may assume it.</summary>
    public AgencyTrust Trust { get; init; } = AgencyTrust.Nobody;

    /// <summary>What may be done in its name.</summary>
    public IReadOnlyList<PolicyAttachment> Policies { get; init; } = [];

    /// <summary>How long temporary credentials live at most, in seconds, 900..86400.</summary>
    public required int MaxDurationSeconds { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }
}
