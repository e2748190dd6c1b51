using System.Security.Cryptography;
using System.Text.Json;
using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>Makes records and links them: each names the hash of the one before. Not for several threads at once.</summary>
internal sealed class AuditChain
{
    /// <summary>What the first record names as the hash of the one before it.</summary>
    internal static readonly string NoHash = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Requests that come at the same moment may get into the chain in another order than they read the clock.</summary>
    private const long ToleranceMs = 1000;

    private long _lastTimeMs;

    /// <summary>Continues where a store ends.</summary>
    /// <exception cref="StoreException">The last record cannot be read or is no record.</exception>
    internal AuditChain(IAuditStore store)
    {
        long last = store.AuditRange.Last;
        End = new AuditPosition(0, NoHash);
        if (last > 0)
        {
            StoredAuditRecord record = store.FindAudit(last)
                ?? throw new StoreException(Status.StoreDamaged, $"The last audit record, {last}, is missing.");
            _lastTimeMs = AuditRecord.Parse(record.Json.Span)?.TimeMs
                ?? throw new StoreException(Status.StoreDamaged, $"The last audit record, {last}, is no audit record.");
            End = new AuditPosition(last, AuditRecord.HashOf(record.Json.Span));
        }
    }

    /// <summary>The last record that was written.</summary>
    internal AuditPosition End { get; private set; }

    /// <summary>The record that would follow another one. The chain goes on only by <see cref="Advance"/>, once it is written.</summary>
    internal AuditLink Link(AuditEntry entry, DateTimeOffset time, in AuditLink? after)
    {
        long sequence = (after?.End ?? End).Sequence + 1;
        long clockMs = time.ToUnixTimeMilliseconds();
        long timeMs = Math.Max(after?.TimeMs ?? _lastTimeMs, clockMs);
        AuditRecord record = AuditDescription.Of(entry) with
        {
            Sequence = sequence,
            TimeMs = timeMs,
            ClockMs = timeMs - clockMs < ToleranceMs ? null : clockMs,
            Previous = (after?.End ?? End).Hash,
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, AuditJson.Default.AuditRecord);
        return new AuditLink(new StoredAuditRecord(sequence, json), new AuditPosition(sequence, AuditRecord.HashOf(json)), timeMs);
    }

    /// <summary>A record was written.</summary>
    internal void Advance(in AuditLink link)
    {
        End = link.End;
        _lastTimeMs = link.TimeMs;
    }
}
