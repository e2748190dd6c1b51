using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of verify.</summary>
public sealed record VerifyResponse
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>"true" or "false".</summary>
    [JsonPropertyName("signature_valid")]
    public required string SignatureValid { get; init; }
}
