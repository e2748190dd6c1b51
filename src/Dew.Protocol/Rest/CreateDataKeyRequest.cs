using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of create-datakey and create-datakey-without-plaintext.</summary>
public sealed record CreateDataKeyRequest
{
    /// <summary>The wrapping key.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>AES_256, AES_128, …; passed over if a length is given.</summary>
    [JsonPropertyName("key_spec")]
    public string? KeySpec { get; init; }

    /// <summary>Bits, a multiple of 8 in 8..8192, decimal; 256 if neither is given.</summary>
    [JsonPropertyName("datakey_length")]
    public string? DatakeyLength { get; init; }

    /// <summary>Up to 128 bytes that decryption must repeat.</summary>
    [JsonPropertyName("additional_authenticated_data")]
    public string? AdditionalAuthenticatedData { get; init; }
}
