namespace Dew.Core.Audit;

/// <summary>How the audit trail does.</summary>
/// <param name="Position">The end of the chain.</param>
/// <param name="Written">Records written since the start.</param>
/// <param name="Behind">Records of operations that were answered and could not be written yet.</param>
/// <param name="Lost">Operations whose records were given up because too many could not be written; the chain says so once it can be written again.</param>
/// <param name="LastError">Why the last write failed; null if it did not.</param>
public readonly record struct AuditHealth(AuditPosition Position, long Written, int Behind, long Lost, string? LastError);
