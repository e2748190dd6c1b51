using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of sign.</summary>
public sealed record SignRequest
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>Base64 of the digest or message.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>RSASSA_PSS_SHA_256, …</summary>
    [JsonPropertyName("signing_algorithm")]
    public required string SigningAlgorithm { get; init; }

    /// <summary>DIGEST (default) or RAW.</summary>
    [JsonPropertyName("message_type")]
    public string? MessageType { get; init; }
}
