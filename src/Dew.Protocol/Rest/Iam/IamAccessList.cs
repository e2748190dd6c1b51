namespace Dew.Protocol.Rest;

/// <summary>The addresses that everybody, or one user, may come from.</summary>
public sealed record IamAccessList
{
    /// <summary>domain, or the id of the user.</summary>
    public required string Scope { get; init; }

    /// <summary>The user; absent for the list of the domain.</summary>
    public IamReference? User { get; init; }

    /// <summary>The ranges.</summary>
    public required IReadOnlyList<string> Ranges { get; init; }

    /// <summary>When it was last set.</summary>
    public required DateTime Changed { get; init; }
}
