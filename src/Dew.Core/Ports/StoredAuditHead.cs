namespace Dew.Core.Ports;

/// <summary>A signed statement of how far the audit chain goes, as it is kept and exported.</summary>
/// <param name="Sequence">The last record it covers.</param>
/// <param name="Json">One JSON object in UTF-8 without line breaks, with the signature in it.</param>
public readonly record struct StoredAuditHead(long Sequence, ReadOnlyMemory<byte> Json);
