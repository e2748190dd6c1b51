using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of sign.</summary>
public sealed record SignResponse
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>Base64; DER for ECDSA.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init; }
}
