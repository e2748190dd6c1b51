using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that enables or disables a service principal.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UpdateServiceRequest
{
    /// <summary>Whether anything is accepted from it.</summary>
    public bool? Enabled { get; init; }
}
