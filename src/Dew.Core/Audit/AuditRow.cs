namespace Dew.Core.Audit;

/// <summary>A record that was found.</summary>
/// <param name="Record">Its members.</param>
/// <param name="Json">Byte for byte as it is kept.</param>
public readonly record struct AuditRow(AuditRecord Record, ReadOnlyMemory<byte> Json);
