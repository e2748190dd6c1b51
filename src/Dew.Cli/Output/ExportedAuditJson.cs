using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>The result of dew audit export --json.</summary>
internal sealed record ExportedAuditJson
{
    [JsonPropertyName("output")]
    public required string Output { get; init; }

    /// <summary>Records and signed heads.</summary>
    [JsonPropertyName("lines")]
    public required long Lines { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>The file with the key that verifies it; absent if none was written.</summary>
    [JsonPropertyName("public_key_output")]
    public string? PublicKeyOutput { get; init; }
}
