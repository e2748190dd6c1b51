using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>A record with the end that the chain has when it is written.</summary>
internal readonly record struct AuditLink(StoredAuditRecord Record, AuditPosition End, long TimeMs);
