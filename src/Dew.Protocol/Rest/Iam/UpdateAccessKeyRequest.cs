using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that changes an access key; what is absent stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UpdateAccessKeyRequest
{
    /// <summary>Whether it is accepted.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }
}
