namespace Dew.Protocol.Rest;

/// <summary>A list of users.</summary>
public sealed record IamUsers
{
    /// <summary>The users, by name.</summary>
    public required IReadOnlyList<IamUser> Users { get; init; }
}
