using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of list-keys.</summary>
public sealed record ListKeysRequest
{
    /// <summary>Page size, 1..1000, decimal.</summary>
    [JsonPropertyName("limit")]
    public string? Limit { get; init; }

    /// <summary>How many keys to pass over, decimal.</summary>
    [JsonPropertyName("marker")]
    public string? Marker { get; init; }

    /// <summary>Only keys in this state, 1..5.</summary>
    [JsonPropertyName("key_state")]
    public string? KeyState { get; init; }

    /// <summary>Only keys of this specification; ALL for every one. Without it only AES_256 keys are listed.</summary>
    [JsonPropertyName("key_spec")]
    public string? KeySpec { get; init; }

    /// <summary>Only keys of this enterprise project; all for every one.</summary>
    [JsonPropertyName("enterprise_project_id")]
    public string? EnterpriseProjectId { get; init; }
}
