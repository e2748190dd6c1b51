using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The key that create-key made.</summary>
public sealed record CreatedKey
{
    /// <summary>The key id, a UUID.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The domain.</summary>
    [JsonPropertyName("domain_id")]
    public required string DomainId { get; init; }

    /// <summary>The region.</summary>
    [JsonPropertyName("region_id")]
    public required string RegionId { get; init; }
}
