using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>A key and its state.</summary>
public sealed record KeyStatusInfo
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The state (reference section 8).</summary>
    [JsonPropertyName("key_state")]
    public required string KeyState { get; init; }
}
