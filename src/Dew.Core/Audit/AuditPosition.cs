namespace Dew.Core.Audit;

/// <summary>The end of the chain.</summary>
/// <param name="Sequence">The last record; 0 if there is none.</param>
/// <param name="Hash">Its SHA-256, 64 lower-case hexadecimal digits; zeros if there is none.</param>
public readonly record struct AuditPosition(long Sequence, string Hash);
