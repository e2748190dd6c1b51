using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>Something that is wrong with the audit trail.</summary>
public sealed record AuditFindingInfo
{
    /// <summary>What is wrong, in one word that stays the same for ever.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The first sequence concerned.</summary>
    [JsonPropertyName("first")]
    public required long First { get; init; }

    /// <summary>The last sequence concerned.</summary>
    [JsonPropertyName("last")]
    public required long Last { get; init; }

    /// <summary>In words.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }
}
