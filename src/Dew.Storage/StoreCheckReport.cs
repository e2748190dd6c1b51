namespace Dew.Storage;

/// <summary>The result of a deep check.</summary>
/// <param name="RecordsRead">How many records were unsealed and compared.</param>
/// <param name="FindingCount">How many findings there are.</param>
/// <param name="Findings">The first of them.</param>
public sealed record StoreCheckReport(long RecordsRead, long FindingCount, IReadOnlyList<StoreFinding> Findings);
