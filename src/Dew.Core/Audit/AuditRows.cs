namespace Dew.Core.Audit;

/// <summary>What one search found. It may be fewer than asked for, or none, and yet not the end.</summary>
/// <param name="Rows">The records.</param>
/// <param name="Marker">The sequence to go on from: the last one that was looked at; null at the end.</param>
/// <param name="Unreadable">Records among those looked at that cannot be believed. A verification names them.</param>
public sealed record AuditRows(IReadOnlyList<AuditRow> Rows, long? Marker, int Unreadable);
