using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>What went wrong; the first three members are the API's.</summary>
internal sealed record FailureJsonBody
{
    [JsonPropertyName("error_code")]
    public required string ErrorCode { get; init; }

    [JsonPropertyName("error_msg")]
    public required string ErrorMessage { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    [JsonPropertyName("advice")]
    public required string Advice { get; init; }

    [JsonPropertyName("exit_code")]
    public required int ExitCode { get; init; }
}
