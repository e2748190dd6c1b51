using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>The result of dew verify --json; the last member is a string, as in the API.</summary>
internal sealed record VerifiedFileJson
{
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    [JsonPropertyName("signing_algorithm")]
    public required string SigningAlgorithm { get; init; }

    [JsonPropertyName("input")]
    public required string Input { get; init; }

    [JsonPropertyName("signature_valid")]
    public required string SignatureValid { get; init; }
}
