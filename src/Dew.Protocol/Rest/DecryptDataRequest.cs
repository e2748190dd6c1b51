using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of decrypt-data.</summary>
public sealed record DecryptDataRequest
{
    /// <summary>Base64.</summary>
    [JsonPropertyName("cipher_text")]
    public required string CipherText { get; init; }

    /// <summary>Needed only for asymmetric keys.</summary>
    [JsonPropertyName("key_id")]
    public string? KeyId { get; init; }

    /// <summary>SYMMETRIC_DEFAULT (default) or RSAES_OAEP_SHA_256.</summary>
    [JsonPropertyName("encryption_algorithm")]
    public string? EncryptionAlgorithm { get; init; }

    /// <summary>As at the encryption.</summary>
    [JsonPropertyName("additional_authenticated_data")]
    public string? AdditionalAuthenticatedData { get; init; }
}
