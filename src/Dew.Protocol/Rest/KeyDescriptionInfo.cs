using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>A key and its description.</summary>
public sealed record KeyDescriptionInfo
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The description.</summary>
    [JsonPropertyName("key_description")]
    public required string KeyDescription { get; init; }
}
