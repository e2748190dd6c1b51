using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of update-key-alias.</summary>
public sealed record UpdateKeyAliasResponse
{
    /// <summary>The key and its new alias.</summary>
    [JsonPropertyName("key_info")]
    public required KeyAliasInfo KeyInfo { get; init; }
}
