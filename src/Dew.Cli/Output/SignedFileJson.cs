using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>The result of dew sign --json.</summary>
internal sealed record SignedFileJson
{
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    [JsonPropertyName("signing_algorithm")]
    public required string SigningAlgorithm { get; init; }

    [JsonPropertyName("input")]
    public required string Input { get; init; }

    [JsonPropertyName("output")]
    public required string Output { get; init; }

    [JsonPropertyName("signature")]
    public required string Signature { get; init; }
}
