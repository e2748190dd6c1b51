using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of update-key-alias.</summary>
public sealed record UpdateKeyAliasRequest
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The new alias.</summary>
    [JsonPropertyName("key_alias")]
    public required string KeyAlias { get; init; }
}
