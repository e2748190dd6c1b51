using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of gen-random.</summary>
public sealed record GenRandomRequest
{
    /// <summary>Bits, a multiple of 8 in 8..8192, decimal.</summary>
    [JsonPropertyName("random_data_length")]
    public required string RandomDataLength { get; init; }
}
