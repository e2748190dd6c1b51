using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>What a verification of the audit trail found.</summary>
public sealed record VerifyAuditResponse
{
    /// <summary>intact, incomplete (the trail says itself that something is missing) or broken.</summary>
    [JsonPropertyName("verdict")]
    public required string Verdict { get; init; }

    /// <summary>Records that were read.</summary>
    [JsonPropertyName("records")]
    public required long Records { get; init; }

    /// <summary>The first record; 0 if there is none.</summary>
    [JsonPropertyName("first")]
    public required long First { get; init; }

    /// <summary>The last record.</summary>
    [JsonPropertyName("last")]
    public required long Last { get; init; }

    /// <summary>Signed heads that were checked.</summary>
    [JsonPropertyName("heads")]
    public required long Heads { get; init; }

    /// <summary>The last record covered by a head that fits.</summary>
    [JsonPropertyName("signed_sequence")]
    public required long SignedSequence { get; init; }

    /// <summary>When that head was signed, in milliseconds since 1970 UTC; 0 if there is none.</summary>
    [JsonPropertyName("signed_time")]
    public required long SignedTime { get; init; }

    /// <summary>Records after it.</summary>
    [JsonPropertyName("unsigned_records")]
    public required long UnsignedRecords { get; init; }

    /// <summary>How many findings there are in all.</summary>
    [JsonPropertyName("finding_count")]
    public required long FindingCount { get; init; }

    /// <summary>The first of them.</summary>
    [JsonPropertyName("findings")]
    public required IReadOnlyList<AuditFindingInfo> Findings { get; init; }
}
