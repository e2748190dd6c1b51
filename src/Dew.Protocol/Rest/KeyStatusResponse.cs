using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of enable-key and disable-key.</summary>
public sealed record KeyStatusResponse
{
    /// <summary>The key and its new state.</summary>
    [JsonPropertyName("key_info")]
    public required KeyStatusInfo KeyInfo { get; init; }
}
