namespace Dew.Core.Audit;

/// <summary>What a verification found.</summary>
public sealed record AuditReport
{
    /// <summary>What it came to.</summary>
    public required AuditVerdict Verdict { get; init; }

    /// <summary>Records that were read.</summary>
    public required long Records { get; init; }

    /// <summary>The first record; 0 if there is none. If it is not 1, a signed head vouches for it.</summary>
    public required long First { get; init; }

    /// <summary>The last record.</summary>
    public required long Last { get; init; }

    /// <summary>Signed heads that were checked.</summary>
    public required long Heads { get; init; }

    /// <summary>The last record covered by a head that fits; 0 if there is none.</summary>
    public required long SignedSequence { get; init; }

    /// <summary>When that head was signed, in milliseconds since 1970 UTC; 0 if there is none.</summary>
    public required long SignedTimeMs { get; init; }

    /// <summary>Records after it, which only the store vouches for.</summary>
    public long UnsignedRecords => Last - Math.Min(Last, Math.Max(SignedSequence, First - 1));

    /// <summary>The first findings.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>How many there are in all.</summary>
    public required long FindingCount { get; init; }
}
