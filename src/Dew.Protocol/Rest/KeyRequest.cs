using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of operations that need a key and nothing else.</summary>
public sealed record KeyRequest
{
    /// <summary>The key id, a UUID.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }
}
