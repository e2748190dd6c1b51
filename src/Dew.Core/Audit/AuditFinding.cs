namespace Dew.Core.Audit;

/// <summary>Something that is wrong with the chain.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="First">The first sequence concerned.</param>
/// <param name="Last">The last sequence concerned.</param>
/// <param name="Message">In words.</param>
public sealed record AuditFinding(AuditFindingKind Kind, long First, long Last, string Message)
{
    /// <summary>Whether the chain itself tells of it; anything else is damage or manipulation.</summary>
    public bool IsAdmitted => Kind is AuditFindingKind.Gap or AuditFindingKind.Mismatch;
}
