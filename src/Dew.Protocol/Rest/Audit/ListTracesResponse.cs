using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>Traces, the newest first (reference section 6).</summary>
public sealed record ListTracesResponse
{
    /// <summary>The traces.</summary>
    [JsonPropertyName("traces")]
    public required IReadOnlyList<TraceInfo> Traces { get; init; }

    /// <summary>How many there are here, and where to go on.</summary>
    [JsonPropertyName("meta_data")]
    public required TracesMetaData MetaData { get; init; }
}
