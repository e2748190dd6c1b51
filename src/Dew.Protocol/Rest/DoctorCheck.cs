using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>One finding of the doctor.</summary>
public sealed record DoctorCheck
{
    /// <summary>What was looked at.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>ok, warn or fail.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>What was found.</summary>
    [JsonPropertyName("detail")]
    public required string Detail { get; init; }

    /// <summary>What to do about it; empty if nothing.</summary>
    [JsonPropertyName("advice")]
    public required string Advice { get; init; }
}
