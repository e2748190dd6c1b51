using System.Globalization;

namespace Dew.Daemon.Audit;

/// <summary>The names of exported segments: audit-, the sequence of the first record in 20 digits, .jsonl; .open while it is being written.</summary>
internal static class SegmentName
{
    private const string Prefix = "audit-";
    private const int Digits = 20;
    private const string OpenSuffix = ".open";
    private const string ClosedSuffix = ".jsonl";

    internal static string Open(long first) => Name(first) + OpenSuffix;

    internal static string Closed(long first) => Name(first) + ClosedSuffix;

    /// <summary>The segments of a folder in the order of their records.</summary>
    internal static IReadOnlyList<(long First, bool IsOpen)> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, Prefix + "*")
            .Select(static path => Parse(Path.GetFileName(path)))
            .OfType<(long First, bool IsOpen)>()
            .OrderBy(static segment => segment.First),
    ];

    private static (long First, bool IsOpen)? Parse(string name)
    {
        bool isOpen = name.EndsWith(OpenSuffix, StringComparison.Ordinal);
        int suffix = isOpen ? OpenSuffix.Length : ClosedSuffix.Length;
        return (isOpen || name.EndsWith(ClosedSuffix, StringComparison.Ordinal))
            && name.Length == Prefix.Length + Digits + suffix
            && long.TryParse(name.AsSpan(Prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out long first)
            ? (first, isOpen)
            : null;
    }

    private static string Name(long first) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{first:D20}");
}
