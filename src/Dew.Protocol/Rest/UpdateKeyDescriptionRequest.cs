using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of update-key-description.</summary>
public sealed record UpdateKeyDescriptionRequest
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The new description, 0..255 characters.</summary>
    [JsonPropertyName("key_description")]
    public required string KeyDescription { get; init; }
}
