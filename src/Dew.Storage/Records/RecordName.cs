using System.Globalization;
using System.Text.Json;
using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>What a record is called in messages: its family and its key, never its content.</summary>
internal static class RecordName
{
    internal static string Of(Family family, ReadOnlySpan<byte> key) => $"{family.Name}/{OfKey(family, key)}";

    /// <summary>The key as an operator knows it, or hexadecimal digits if it is not such a key.</summary>
    internal static string OfKey(Family family, ReadOnlySpan<byte> key) =>
        AsText(family, key) ?? $"0x{Convert.ToHexStringLower(key)}";

    /// <summary>The exception for a record that cannot be believed.</summary>
    internal static StoreException Damaged(Family family, ReadOnlySpan<byte> key, string what, Exception? inner = null) =>
        new(Core.Status.StoreDamaged, $"The record {Of(family, key)} is damaged: {what}", inner);

    private static string? AsText(Family family, ReadOnlySpan<byte> key) => (family.Name, key.Length) switch
    {
        ("keys" or "erasures", RecordKeys.KeyIdLength) => RecordKeys.ToKeyId(key).ToString(),
        ("key_versions", RecordKeys.VersionLength) => $"{RecordKeys.ToKeyId(key)}/{Number(RecordKeys.ToVersion(key))}",
        ("aliases", >= RecordKeys.ProjectLength) when Printable(key[RecordKeys.ProjectLength..]) is { } alias =>
            $"{RecordKeys.ToProject(key)}/{alias}",
        ("key_order", RecordKeys.OrderLength) => $"{RecordKeys.ToProject(key)}/{Number(RecordKeys.ToOrderSequence(key))}",
        ("jobs", RecordKeys.JobLength) =>
            $"{Number(RecordKeys.ToDueMs(key))}/{Number(key[sizeof(long)])}/{RecordKeys.ToJobSubject(key)}",
        ("key_counts", >= RecordKeys.CountPrefixLength) when Printable(key[RecordKeys.CountPrefixLength..]) is { } enterpriseProject =>
            $"{RecordKeys.ToProject(key)}/{Number(key[RecordKeys.ProjectLength])}/{Number(key[RecordKeys.ProjectLength + 1])}/{enterpriseProject}",
        ("directory", _) when RecordKeys.IsEntry(key) => $"{KindName((EntryKind)key[0])}/{RecordKeys.ToEntryId(key)}",
        ("audit" or "audit_heads", RecordKeys.AuditLength) => Number(RecordKeys.ToAuditSequence(key)),
        ("meta", _) => Printable(key),
        _ => null,
    };

    /// <summary>Null for text that could forge lines or colours of a log.</summary>
    private static string? Printable(ReadOnlySpan<byte> utf8) =>
        RecordKeys.ToText(utf8) is { } text && !text.Any(IsTreacherous) ? text : null;

    private static bool IsTreacherous(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string KindName(EntryKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
