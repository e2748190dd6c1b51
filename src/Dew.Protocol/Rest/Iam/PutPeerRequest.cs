using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that maps a peer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PutPeerRequest
{
    /// <summary>The user of the appliance, by id or name.</summary>
    public string? User { get; init; }
}
