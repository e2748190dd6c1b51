namespace Dew.Core.Audit;

/// <summary>Collects findings, neighbours of one kind as one, and only so many.</summary>
/// <param name="limit">How many are kept; the others are counted.</param>
internal sealed class AuditFindings(int limit)
{
    private readonly List<AuditFinding> _all = [];

    internal IReadOnlyList<AuditFinding> Kept => _all;

    internal long Count { get; private set; }

    internal bool IsBroken { get; private set; }

    internal void Add(AuditFindingKind kind, long sequence, string message) => Add(kind, sequence, sequence, message);

    internal void Add(AuditFindingKind kind, long first, long last, string message)
    {
        var finding = new AuditFinding(kind, first, last, message);
        IsBroken |= !finding.IsAdmitted;
        if (_all.Count > 0 && _all[^1] is { } previous && previous.Kind == kind && CanGrow(kind) && previous.Last + 1 == first)
        {
            _all[^1] = previous with { Last = last };
            return;
        }

        Count++;
        if (_all.Count < limit)
        {
            _all.Add(finding);
        }
    }

    internal bool Has(AuditFindingKind kind) => _all.Exists(finding => finding.Kind == kind);

    /// <summary>Takes back that a record is missing: it came later.</summary>
    internal void TakeBackRemoved(long sequence) =>
        Count -= _all.RemoveAll(finding => finding.Kind == AuditFindingKind.Removed && finding.First == sequence && finding.Last == sequence);

    private static bool CanGrow(AuditFindingKind kind) => kind is AuditFindingKind.Removed or AuditFindingKind.Unreadable;
}
