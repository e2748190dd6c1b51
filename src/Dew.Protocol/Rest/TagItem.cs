using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>A tag.</summary>
public sealed record TagItem
{
    /// <summary>The key, 1 to 128 characters.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>The value, 0 to 255 characters.</summary>
    [JsonPropertyName("value")]
    public required string Value { get; init; }
}
