using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of update-key-description.</summary>
public sealed record UpdateKeyDescriptionResponse
{
    /// <summary>The key and its new description.</summary>
    [JsonPropertyName("key_info")]
    public required KeyDescriptionInfo KeyInfo { get; init; }
}
