using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>Who shall be able to assume an agency.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AgencyTrustRequest
{
    /// <summary>Users by id or name.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>Groups by id or name.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Services by name.</summary>
    public IReadOnlyList<string>? Services { get; init; }

    /// <summary>Every user; false by default.</summary>
    public bool? WholeDomain { get; init; }
}
