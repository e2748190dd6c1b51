using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The tags of a key.</summary>
public sealed record KeyTagsResponse
{
    /// <summary>The tags, ordered by key.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<TagItem> Tags { get; init; }

    /// <summary>How many there are.</summary>
    [JsonPropertyName("existTagsNum")]
    public required int ExistingTags { get; init; }
}
