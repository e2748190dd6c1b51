namespace Dew.Protocol.Rest;

/// <summary>A list of access keys.</summary>
public sealed record IamAccessKeys
{
    /// <summary>The access keys, by id.</summary>
    public required IReadOnlyList<IamAccessKey> AccessKeys { get; init; }
}
