using System.Globalization;
using System.Text.Json;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;

namespace Dew.Cli.Commands;

/// <summary>Audit records for people.</summary>
internal static class AuditText
{
    internal static long Sequence(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("sequence", out JsonElement sequence) && sequence.TryGetInt64(out long number) ? number : 0;

    internal static string Time(JsonElement record, string format = "yyyy-MM-dd HH:mm:ss'Z'") =>
        record.TryGetProperty("time", out JsonElement time) && time.TryGetInt64(out long milliseconds) ? Time(milliseconds, format) : IamWords.None;

    internal static string Time(long milliseconds, string format = "yyyy-MM-dd HH:mm:ss'Z'") => milliseconds is > 0 and < 253_402_300_800_000
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(format, CultureInfo.InvariantCulture)
        : IamWords.None;

    internal static string Member(JsonElement record, string name) => SafeText.Printable(
        !record.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText());

    /// <summary>Who asked: the name, else the id, else what kind.</summary>
    internal static string Who(JsonElement record) =>
        Member(record, "user_name") is not IamWords.None and var name ? name
        : Member(record, "user_id") is not IamWords.None and var id ? id
        : Member(record, "user_type");

    /// <summary>What it was done to: the name, else the id, else what kind.</summary>
    internal static string What(JsonElement record) =>
        Member(record, "resource_name") is not IamWords.None and var name ? $"{Member(record, "resource_type")} {name}"
        : Member(record, "resource_id") is not IamWords.None and var id ? $"{Member(record, "resource_type")} {id}"
        : Member(record, "resource_type");

    internal static string From(JsonElement record) =>
        Member(record, "source_ip") is not IamWords.None and var address ? address : Member(record, "channel");

    internal static Table Table(IEnumerable<JsonElement> records)
    {
        Table table = ResultWriter.NewTable(
            ("SEQ", false), ("TIME", false), ("RATING", false), ("OPERATION", false), ("USER", true), ("RESOURCE", true), ("FROM", true), ("OUTCOME", false));
        foreach (JsonElement record in records)
        {
            table.AddRow(
                new Text($"{Sequence(record)}"),
                new Text(Time(record)),
                new Text(Member(record, "trace_rating"), new Style(foreground: ColourOf(Member(record, "trace_rating")))),
                new Text(Member(record, "trace_name")),
                new Text(Who(record)),
                new Text(What(record)),
                new Text(From(record)),
                new Text(Member(record, "outcome")));
        }

        return table;
    }

    /// <summary>A record on a line of its own, for those who watch them come.</summary>
    internal static string Line(JsonElement record) =>
        $"{Sequence(record),8}  {Time(record)}  {Member(record, "trace_rating"),-8}  {Member(record, "trace_name"),-28}  {Who(record),-16}  {What(record)}  {From(record)}  {Member(record, "outcome")}";

    internal static Color ColourOf(string rating) => rating switch
    {
        "normal" => Color.Green,
        "warning" => Color.Yellow,
        _ => Color.Red,
    };

    /// <summary>What a verification found; the same for one of the appliance and one made here.</summary>
    internal static Rows Report(VerifyAuditResponse report)
    {
        string verdict = report.Verdict switch
        {
            "unsigned" => "NOT SIGNED: the records fit each other, but no signed head vouches for any of them",
            "intact" when report.UnsignedRecords > 0 =>
                $"INTACT up to record {report.SignedSequence}: nothing is missing and nothing is changed. Those after it fit, and are not signed yet",
            "intact" => "INTACT: nothing is missing and nothing is changed",
            "incomplete" => "INCOMPLETE: the trail says itself that something is missing",
            _ => "BROKEN: records or signed heads were damaged or manipulated",
        };
        Grid facts = ResultWriter.NewList(
            ("Verdict", verdict),
            ("Records", report.Records == 0 ? "0" : $"{report.Records}, from {report.First} to {report.Last}"),
            ("Signed heads", $"{report.Heads}"),
            ("Signed up to", report.SignedSequence == 0 ? IamWords.None : $"{report.SignedSequence}, at {Time(report.SignedTime)}"),
            ("Not signed yet", $"{report.UnsignedRecords}"),
            ("Findings", $"{report.FindingCount}"));
        if (report.Findings.Count == 0)
        {
            return new Rows(facts);
        }

        Table table = ResultWriter.NewTable(("FINDING", false), ("FIRST", false), ("LAST", false), ("IN WORDS", true));
        foreach (AuditFindingInfo finding in report.Findings)
        {
            table.AddRow(
                new Text(finding.Kind, new Style(foreground: Color.Red)), new Text($"{finding.First}"), new Text($"{finding.Last}"), new Text(SafeText.Printable(finding.Message)));
        }

        return new Rows(facts, table);
    }
}
