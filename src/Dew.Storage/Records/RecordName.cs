using System.Globalization;
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
        ("key_order", RecordKeys.SequenceLength) => Number(RecordKeys.ToSequence(key)),
        ("jobs", RecordKeys.JobLength) =>
            $"{Number(RecordKeys.ToDueMs(key))}/{Number(key[sizeof(long)])}/{RecordKeys.ToJobSubject(key)}",
        ("key_counts", >= RecordKeys.CountPrefixLength) when Printable(key[RecordKeys.CountPrefixLength..]) is { } project =>
            $"{Number(key[0])}/{Number(key[1])}/{project}",
        ("meta" or "aliases", _) => Printable(key),
        _ => null,
    };

    /// <summary>Null for text that could forge lines or colours of a log.</summary>
    private static string? Printable(ReadOnlySpan<byte> utf8) =>
        RecordKeys.ToText(utf8) is { } text && !text.Any(IsTreacherous) ? text : null;

    private static bool IsTreacherous(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
