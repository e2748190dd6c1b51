using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of GET /appliance/v1/doctor.</summary>
public sealed record DoctorResponse
{
    /// <summary>The findings.</summary>
    [JsonPropertyName("checks")]
    public required IReadOnlyList<DoctorCheck> Checks { get; init; }
}
