using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of GET /appliance/v1/state.</summary>
public sealed record ApplianceStateResponse
{
    /// <summary>sealed or operational.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>What does not work as it should; empty when all is well.</summary>
    [JsonPropertyName("degraded")]
    public required IReadOnlyList<string> Degraded { get; init; }

    /// <summary>The version of the daemon.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The project, for the URLs of the API.</summary>
    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    /// <summary>The domain.</summary>
    [JsonPropertyName("domain_id")]
    public required string DomainId { get; init; }

    /// <summary>The region.</summary>
    [JsonPropertyName("region")]
    public required string Region { get; init; }
}
