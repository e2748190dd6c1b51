using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>Audit records as they are kept.</summary>
public sealed record AuditRecordsResponse
{
    /// <summary>The records. Their raw text is byte for byte the one that is hashed.</summary>
    [JsonPropertyName("records")]
    public required IReadOnlyList<JsonElement> Records { get; init; }

    /// <summary>The sequence to go on from: as marker, or as after when following; absent at the end.</summary>
    [JsonPropertyName("marker")]
    public long? Marker { get; init; }

    /// <summary>Records among those looked at that cannot be believed; a verification names them.</summary>
    [JsonPropertyName("unreadable")]
    public required int Unreadable { get; init; }
}
