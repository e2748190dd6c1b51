using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>A key and its alias.</summary>
public sealed record KeyAliasInfo
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The alias.</summary>
    [JsonPropertyName("key_alias")]
    public required string KeyAlias { get; init; }
}
