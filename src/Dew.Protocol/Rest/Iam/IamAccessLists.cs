namespace Dew.Protocol.Rest;

/// <summary>The access lists.</summary>
public sealed record IamAccessLists
{
    /// <summary>The lists.</summary>
    public required IReadOnlyList<IamAccessList> AccessLists { get; init; }
}
