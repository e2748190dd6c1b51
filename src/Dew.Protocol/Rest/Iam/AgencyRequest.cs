using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that creates or changes an agency; on a change, what is absent stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AgencyRequest
{
    /// <summary>The name: 1 to 64 of a-z A-Z 0-9 . _ - and space.</summary>
    public string? Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Who may assume it, replaced as a whole; nobody by default.</summary>
    public AgencyTrustRequest? Trust { get; init; }

    /// <summary>900 to 86400; 3600 by default.</summary>
    public int? MaxDurationSeconds { get; init; }
}
