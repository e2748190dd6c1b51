using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of schedule-key-deletion.</summary>
public sealed record ScheduleKeyDeletionRequest
{
    /// <summary>The key id.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>Days until the deletion, 7..1096, decimal.</summary>
    [JsonPropertyName("pending_days")]
    public required string PendingDays { get; init; }
}
