using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that replaces an access key by a new one.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RotateAccessKeyRequest
{
    /// <summary>How long the old one is still accepted: 0 to 2592000; 86400 by default.</summary>
    public int? GraceSeconds { get; init; }
}
