using System.Buffers;
using System.Text.Json;
using Dew.Core.Audit;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Writes what the audit trail holds. Records are written byte for byte as they are kept, because their hashes are over these bytes.</summary>
internal static class AuditText
{
    /// <summary>An <see cref="AuditRecordsResponse"/>.</summary>
    internal static ReadOnlyMemory<byte> Rows(AuditRows rows)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartArray("records"u8);
            foreach (AuditRow row in rows.Rows)
            {
                json.WriteRawValue(row.Json.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            if (rows.Marker is { } marker)
            {
                json.WriteNumber("marker"u8, marker);
            }

            json.WriteNumber("unreadable"u8, rows.Unreadable);
            json.WriteEndObject();
        }

        return text.WrittenMemory;
    }

    internal static VerifyAuditResponse Report(AuditReport report) => new()
    {
        Verdict = AuditWords.Of(report.Verdict),
        Records = report.Records,
        First = report.First,
        Last = report.Last,
        Heads = report.Heads,
        SignedSequence = report.SignedSequence,
        SignedTime = report.SignedTimeMs,
        UnsignedRecords = report.UnsignedRecords,
        FindingCount = report.FindingCount,
        Findings =
        [
            .. report.Findings.Select(static finding => new AuditFindingInfo
            {
                Kind = AuditWords.Of(finding.Kind), First = finding.First, Last = finding.Last, Message = finding.Message,
            }),
        ],
    };

    /// <summary>Writes a line.</summary>
    /// <returns>Its length.</returns>
    internal static int WriteLine(IBufferWriter<byte> writer, ReadOnlySpan<byte> line)
    {
        writer.Write(line);
        writer.Write("\n"u8);
        return line.Length + 1;
    }
}
