namespace Dew.Core.Ports;

/// <summary>An audit record as it is kept and exported.</summary>
/// <param name="Sequence">Its place in the chain, from 1.</param>
/// <param name="Json">One JSON object in UTF-8 without line breaks; it names its sequence and the SHA-256 of the record before it.</param>
public readonly record struct StoredAuditRecord(long Sequence, ReadOnlyMemory<byte> Json);
