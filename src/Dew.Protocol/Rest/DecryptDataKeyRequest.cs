using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of decrypt-datakey.</summary>
public sealed record DecryptDataKeyRequest
{
    /// <summary>The wrapping key.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The wrapped data key, hexadecimal.</summary>
    [JsonPropertyName("cipher_text")]
    public required string CipherText { get; init; }

    /// <summary>Bytes of the plain data key, 1..1024, decimal; not those of cipher_text, whatever the name says.</summary>
    [JsonPropertyName("datakey_cipher_length")]
    public required string DatakeyCipherLength { get; init; }

    /// <summary>As at the creation.</summary>
    [JsonPropertyName("additional_authenticated_data")]
    public string? AdditionalAuthenticatedData { get; init; }
}
