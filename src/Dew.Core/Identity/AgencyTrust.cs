namespace Dew.Core.Identity;

/// <summary>Who may assume an agency.</summary>
public sealed record AgencyTrust
{
    /// <summary>Users.</summary>
    public IReadOnlyList<string> UserIds { get; init; } = [];

    /// <summary>Groups, that is their members.</summary>
    public IReadOnlyList<string> GroupIds { get; init; } = [];

    /// <summary>Service principals by name. The whole domain does not include them.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Every user.</summary>
    public bool IsWholeDomain { get; init; }

    /// <summary>Nobody.</summary>
    public static AgencyTrust Nobody { get; } = new();
}
