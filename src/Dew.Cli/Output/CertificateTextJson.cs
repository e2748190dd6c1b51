using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>The result of dew cert ca and crl --json: the one or the other, in PEM.</summary>
internal sealed record CertificateTextJson
{
    [JsonPropertyName("certificate")]
    public string? Certificate { get; init; }

    [JsonPropertyName("crl")]
    public string? RevocationList { get; init; }
}
