using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of list-keys.</summary>
public sealed record ListKeysResponse
{
    /// <summary>The key ids of the page.</summary>
    [JsonPropertyName("keys")]
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The keys of the page.</summary>
    [JsonPropertyName("key_details")]
    public required IReadOnlyList<KeyDetails> KeyDetails { get; init; }

    /// <summary>The marker of the next page, or empty.</summary>
    [JsonPropertyName("next_marker")]
    public required string NextMarker { get; init; }

    /// <summary>"true" if there is another page, else "false".</summary>
    [JsonPropertyName("truncated")]
    public required string Truncated { get; init; }

    /// <summary>All keys that pass the filter.</summary>
    [JsonPropertyName("total")]
    public required long Total { get; init; }
}
