using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>The result of dew decrypt --json.</summary>
internal sealed record DecryptedFileJson
{
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    [JsonPropertyName("input")]
    public required string Input { get; init; }

    [JsonPropertyName("output")]
    public required string Output { get; init; }

    [JsonPropertyName("plaintext_bytes")]
    public required long PlaintextBytes { get; init; }
}
