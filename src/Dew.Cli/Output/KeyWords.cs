using System.Globalization;

namespace Dew.Cli.Output;

/// <summary>What the API says in numbers, in words.</summary>
internal static class KeyWords
{
    /// <summary>Reference section 8.</summary>
    private static readonly (string Number, string Word)[] s_states =
    [
        ("1", "to-be-activated"), ("2", "enabled"), ("3", "disabled"), ("4", "pending-deletion"), ("5", "pending-import"), ("7", "frozen"),
    ];

    /// <summary>The words that --state takes: the API filters by 1..5.</summary>
    internal static IEnumerable<string> FilterStates => s_states.Where(static s => s.Number != "7").Select(static s => s.Word);

    internal static string State(string number) =>
        s_states.FirstOrDefault(s => s.Number == number).Word ?? number;

    /// <summary>The number of a state that the API filters by, given as word or number; null if it is neither.</summary>
    internal static string? StateNumber(string word) =>
        s_states.FirstOrDefault(s => s.Number != "7" && (s.Number == word || string.Equals(s.Word, word, StringComparison.OrdinalIgnoreCase))).Number;

    /// <summary>Epoch milliseconds as date and time in UTC; a dash if empty.</summary>
    internal static string Time(string milliseconds) =>
        milliseconds.Length == 0 ? "-"
        : long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(value).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : milliseconds;

    internal static string Bytes(long count) => count switch
    {
        < 1024 => $"{count} bytes",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{count / 1024.0:0.0} KiB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{count / (1024.0 * 1024):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / (1024.0 * 1024 * 1024):0.00} GiB"),
    };
}
