using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that asks for temporary credentials of an agency.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AssumeAgencyRequest
{
    /// <summary>How long they shall live: 900 to the maximum of the agency; 900 by default.</summary>
    public int? DurationSeconds { get; init; }
}
