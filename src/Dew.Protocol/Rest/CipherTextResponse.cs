using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of create-datakey-without-plaintext, encrypt-datakey and encrypt-data, as far as a client needs it.</summary>
public sealed record CipherTextResponse
{
    /// <summary>The wrapping key.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>Hexadecimal for data keys, base64 for encrypt-data.</summary>
    [JsonPropertyName("cipher_text")]
    public required string CipherText { get; init; }
}
