namespace Dew.Core.Audit;

/// <summary>What findings and verdicts are called in answers and on the command line; the same for ever.</summary>
public static class AuditWords
{
    /// <summary>The word for a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Of(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Intact => "intact",
        AuditVerdict.Incomplete => "incomplete",
        AuditVerdict.NotSigned => "unsigned",
        _ => "broken",
    };

    /// <summary>The word for a kind of finding.</summary>
    /// <param name="kind">The kind.</param>
    public static string Of(AuditFindingKind kind) => kind switch
    {
        AuditFindingKind.Changed => "changed",
        AuditFindingKind.Removed => "removed",
        AuditFindingKind.Reordered => "reordered",
        AuditFindingKind.TailCut => "tail-cut",
        AuditFindingKind.RolledBack => "rolled-back",
        AuditFindingKind.Rewritten => "rewritten",
        AuditFindingKind.HeadInvalid => "head-invalid",
        AuditFindingKind.Unreadable => "unreadable",
        AuditFindingKind.Malformed => "malformed",
        AuditFindingKind.TimeBack => "time-back",
        AuditFindingKind.Unfounded => "unfounded",
        AuditFindingKind.Gap => "gap",
        AuditFindingKind.Mismatch => "mismatch",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
