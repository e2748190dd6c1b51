using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>How many traces an answer has, and where to go on.</summary>
public sealed record TracesMetaData
{
    /// <summary>Traces in this answer. It may be none although there are more: one answer looks at so many records only.</summary>
    [JsonPropertyName("count")]
    public required int Count { get; init; }

    /// <summary>What to pass as next; absent at the end.</summary>
    [JsonPropertyName("marker")]
    public string? Marker { get; init; }
}
