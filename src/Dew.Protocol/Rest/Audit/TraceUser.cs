using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>Who asked (reference section 6).</summary>
public sealed record TraceUser
{
    /// <summary>The id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The name again, as some clients look for it here.</summary>
    [JsonPropertyName("user_name")]
    public string? UserName { get; init; }

    /// <summary>The domain.</summary>
    [JsonPropertyName("domain")]
    public required TraceDomain Domain { get; init; }

    /// <summary>The access key that signed the request.</summary>
    [JsonPropertyName("access_key_id")]
    public string? AccessKeyId { get; init; }

    /// <summary>For an agency: the id of who acts for it. Otherwise the id.</summary>
    [JsonPropertyName("principal_id")]
    public string? PrincipalId { get; init; }

    /// <summary>User, Agency, Service, System or Unknown.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }
}
