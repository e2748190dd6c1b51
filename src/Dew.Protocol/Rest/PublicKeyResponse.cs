using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of get-publickey.</summary>
public sealed record PublicKeyResponse
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>PEM, BEGIN PUBLIC KEY (SubjectPublicKeyInfo), lines of 64 ended by LF.</summary>
    [JsonPropertyName("public_key")]
    public required string PublicKey { get; init; }
}
