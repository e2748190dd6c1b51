namespace Dew.Core.Identity;

/// <summary>What shall change of an agency; null stays as it is.</summary>
public sealed record AgencyUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>Who may assume it from now on, users and groups by id or name.</summary>
    public AgencyTrust? Trust { get; init; }

    /// <summary>How long temporary credentials live at most, in seconds.</summary>
    public int? MaxDurationSeconds { get; init; }
}
