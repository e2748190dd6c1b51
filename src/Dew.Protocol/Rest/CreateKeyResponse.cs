using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of create-key.</summary>
public sealed record CreateKeyResponse
{
    /// <summary>The new key.</summary>
    [JsonPropertyName("key_info")]
    public required CreatedKey KeyInfo { get; init; }
}
