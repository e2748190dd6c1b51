using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>The result of dew cert issue and renew --json.</summary>
internal sealed record CertificateFilesJson
{
    [JsonPropertyName("serial")]
    public required string Serial { get; init; }

    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("not_after")]
    public required DateTime NotAfter { get; init; }

    /// <summary>PEM.</summary>
    [JsonPropertyName("certificate")]
    public required string Certificate { get; init; }

    /// <summary>The file with the certificate; absent if there is none.</summary>
    [JsonPropertyName("output")]
    public string? Output { get; init; }

    /// <summary>The file with the private key; absent if it was not made here.</summary>
    [JsonPropertyName("key_output")]
    public string? KeyOutput { get; init; }
}
