using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The answer of describe-key.</summary>
public sealed record DescribeKeyResponse
{
    /// <summary>The key.</summary>
    [JsonPropertyName("key_info")]
    public required KeyDetails KeyInfo { get; init; }
}
