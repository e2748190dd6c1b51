namespace Dew.Protocol.Rest;

/// <summary>Who may assume an agency.</summary>
public sealed record IamTrust
{
    /// <summary>Users.</summary>
    public required IReadOnlyList<IamReference> Users { get; init; }

    /// <summary>Groups, that is their members.</summary>
    public required IReadOnlyList<IamReference> Groups { get; init; }

    /// <summary>Services by name.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Every user.</summary>
    public required bool WholeDomain { get; init; }
}
