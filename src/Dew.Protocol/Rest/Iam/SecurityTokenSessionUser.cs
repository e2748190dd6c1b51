namespace Dew.Protocol.Rest;

/// <summary>A name for the session.</summary>
public sealed record SecurityTokenSessionUser
{
    /// <summary>Any name.</summary>
    public string? Name { get; init; }
}
