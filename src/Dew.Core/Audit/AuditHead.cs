using System.Text.Json.Serialization;

namespace Dew.Core.Audit;

/// <summary>How far the chain goes. The signature covers exactly this object's JSON text.</summary>
public sealed record AuditHead
{
    /// <summary>The last record.</summary>
    [JsonPropertyName("sequence"), JsonPropertyOrder(0)]
    public required long Sequence { get; init; }

    /// <summary>SHA-256 of the last record, 64 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("hash"), JsonPropertyOrder(1)]
    public required string Hash { get; init; }

    /// <summary>When it was signed, in milliseconds since 1970 UTC.</summary>
    [JsonPropertyName("time"), JsonPropertyOrder(2)]
    public required long TimeMs { get; init; }
}
