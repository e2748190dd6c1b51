using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>A tag to be added.</summary>
public sealed record CreateTagRequest
{
    /// <summary>The tag.</summary>
    [JsonPropertyName("tag")]
    public required TagItem Tag { get; init; }
}
