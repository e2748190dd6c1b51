using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>An error answer in the shape of the gateway in front of the cloud's services (reference section 14).</summary>
public sealed record GatewayErrorResponse
{
    /// <summary>APIGW.0101, …</summary>
    [JsonPropertyName("error_code")]
    public required string ErrorCode { get; init; }

    /// <summary>What was wrong and what is accepted.</summary>
    [JsonPropertyName("error_msg")]
    public required string ErrorMessage { get; init; }

    /// <summary>As in X-Request-Id.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}
