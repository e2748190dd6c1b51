using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>What went wrong (reference section 14). Code and message stand twice, because the Node SDK looks for code and message.</summary>
public sealed record ErrorBody
{
    /// <summary>KMS.0205, …</summary>
    [JsonPropertyName("error_code")]
    public required string ErrorCode { get; init; }

    /// <summary>What was wrong and what is accepted.</summary>
    [JsonPropertyName("error_msg")]
    public required string ErrorMessage { get; init; }

    /// <summary>As error_code.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>As error_msg.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }
}
