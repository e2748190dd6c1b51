using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>An error under --json, on standard error.</summary>
internal sealed record FailureJson
{
    [JsonPropertyName("error")]
    public required FailureJsonBody Error { get; init; }
}
