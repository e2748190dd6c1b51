using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The domain of who asked.</summary>
public sealed record TraceDomain
{
    /// <summary>The id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }
}
