using System.Security.Cryptography;
using System.Text.Json;
using Dew.Core.Identity;
using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>Makes records and links them: each names the hash of the one before. Not for several threads at once.</summary>
internal sealed class AuditChain
{
    private static readonly string s_noHash = new('0', 2 * SHA256.HashSizeInBytes);

    private long _lastTimeMs;

    /// <summary>Continues where a store ends.</summary>
    /// <exception cref="StoreException">The last record cannot be read or is no record.</exception>
    internal AuditChain(IAuditStore store)
    {
        long last = store.AuditRange.Last;
        End = new AuditPosition(0, s_noHash);
        if (last > 0)
        {
            StoredAuditRecord record = store.FindAudit(last)
                ?? throw new StoreException(Status.StoreDamaged, $"The last audit record, {last}, is missing.");
            _lastTimeMs = Parse(record.Json.Span)?.TimeMs
                ?? throw new StoreException(Status.StoreDamaged, $"The last audit record, {last}, is no audit record.");
            End = new AuditPosition(last, Hash(record.Json.Span));
        }
    }

    /// <summary>The last record that was written.</summary>
    internal AuditPosition End { get; private set; }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    internal static string Hash(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>A record's members; null if the text is none.</summary>
    internal static AuditRecord? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AuditJson.Default.AuditRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The record that would follow another one. The chain goes on only by <see cref="Advance"/>, once it is written.</summary>
    internal AuditLink Link(AuditEntry entry, DateTimeOffset time, in AuditLink? after)
    {
        long sequence = (after?.End ?? End).Sequence + 1;
        long timeMs = Math.Max(after?.TimeMs ?? _lastTimeMs, time.ToUnixTimeMilliseconds());
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            Describe(entry, sequence, timeMs, (after?.End ?? End).Hash), AuditJson.Default.AuditRecord);
        return new AuditLink(new StoredAuditRecord(sequence, json), new AuditPosition(sequence, Hash(json)), timeMs);
    }

    /// <summary>A record was written.</summary>
    internal void Advance(in AuditLink link)
    {
        End = link.End;
        _lastTimeMs = link.TimeMs;
    }

    private static AuditRecord Describe(AuditEntry entry, long sequence, long timeMs, string previous) => new()
    {
        Sequence = sequence,
        TimeMs = timeMs,
        TraceName = entry.Trace.Name,
        ServiceType = entry.Trace.Service,
        TraceRating = entry.Trace == Traces.AuditGap || entry.Trace == Traces.AuditMismatch ? AuditRating.Incident : AuditRating.Of(entry.Status),
        Status = (ushort)entry.Status,
        Outcome = Enum.GetName(entry.Status) ?? "",
        ResourceType = entry.Trace.ResourceType,
        ResourceId = NullIfEmpty(entry.ResourceId),
        ResourceName = NullIfEmpty(entry.ResourceName),
        UserType = NameOf(entry.Principal.Kind),
        UserId = NullIfEmpty(entry.Principal.Id),
        UserName = NullIfEmpty(entry.Principal.Name),
        AccessKeyId = entry.Principal.AccessKeyId,
        AssumedBy = entry.Principal.AssumedBy,
        Channel = NameOf(entry.Channel),
        SourceIp = NullIfEmpty(entry.Source),
        RequestId = NullIfEmpty(entry.RequestId),
        ProjectId = NullIfEmpty(entry.ProjectId),
        Request = NullIfEmpty(entry.Request),
        Message = NullIfEmpty(entry.Message),
        Count = entry.Count == 1 ? null : entry.Count,
        Previous = previous,
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string NameOf(PrincipalKind kind) => kind switch
    {
        PrincipalKind.User => "user",
        PrincipalKind.Agency => "agency",
        PrincipalKind.Service => "service",
        PrincipalKind.System => "system",
        _ => "unknown",
    };

    private static string NameOf(AuditChannel channel) => channel switch
    {
        AuditChannel.Unix => "unix",
        AuditChannel.Tls => "tls",
        AuditChannel.Http => "http",
        _ => "internal",
    };
}
