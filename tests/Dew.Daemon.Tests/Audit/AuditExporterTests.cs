using System.Text;
using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Daemon.Audit;
using Xunit;

namespace Dew.Daemon.Tests.Audit;

public sealed class AuditExporterTests : AuditFilesTest
{
    private static string Open(long first) => $"audit-{first:D20}.open";

    private static string Closed(long first) => $"audit-{first:D20}.jsonl";

    [Fact]
    public async Task What_is_signed_is_exported_and_verifies()
    {
        await FillAsync(1500);
        await FillAsync(10);
        using AuditExporter exporter = NewExporter();

        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        Assert.Equal([Open(1)], Segments());
        AuditReport report = await VerifyExportAsync();
        Assert.Equal((AuditVerdict.Intact, 1510L, 2L, 1510L), (report.Verdict, report.Records, report.Heads, report.SignedSequence));
        Assert.Equal(1510, exporter.DurableSequence);
        Assert.Null(exporter.Error);
        Assert.Equal(Store.Records.Values[0].Json.ToArray(), Encoding.UTF8.GetBytes(File.ReadLines(Path.Combine(Options.ExportFolder, Open(1))).First()));
    }

    [Fact]
    public async Task What_is_not_signed_waits()
    {
        await FillAsync(5);
        await AppendAsync(5);
        using AuditExporter exporter = NewExporter();

        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        Assert.Equal(5, exporter.DurableSequence);
    }

    [Fact]
    public async Task A_new_process_goes_on_where_the_files_end()
    {
        for (int i = 0; i < 5; i++)
        {
            await FillAsync(7);
            using AuditExporter exporter = NewExporter();
            Assert.True(exporter.Export(TestContext.Current.CancellationToken));
        }

        AuditReport report = await VerifyExportAsync();
        Assert.Equal((AuditVerdict.Intact, 35L), (report.Verdict, report.Records));
    }

    [Fact]
    public async Task Killed_at_any_byte_it_goes_on_without_gap_or_double()
    {
        await FillAsync(3);
        await FillAsync(2);
        using (AuditExporter exporter = NewExporter())
        {
            exporter.Export(TestContext.Current.CancellationToken);
        }

        string path = Path.Combine(Options.ExportFolder, Open(1));
        byte[] whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (int length = 0; length <= whole.Length; length += 13)
        {
            await File.WriteAllBytesAsync(path, whole[..length], TestContext.Current.CancellationToken);
            using AuditExporter exporter = NewExporter();

            Assert.True(exporter.Export(TestContext.Current.CancellationToken), exporter.Error);

            exporter.Dispose();
            Assert.Equal(whole, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_a_power_cut_left_behind_the_good_lines_is_cut_off()
    {
        await FillAsync(3);
        using (AuditExporter first = NewExporter())
        {
            first.Export(TestContext.Current.CancellationToken);
        }

        string path = Path.Combine(Options.ExportFolder, Open(1));
        await File.AppendAllTextAsync(path, new string('\0', 100) + "\n" + File.ReadLines(path).First() + "\n", TestContext.Current.CancellationToken);
        await FillAsync(3);
        using AuditExporter exporter = NewExporter();

        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        AuditReport report = await VerifyExportAsync();
        Assert.Equal((AuditVerdict.Intact, 6L), (report.Verdict, report.Records));
    }

    [Fact]
    public async Task A_segment_is_closed_at_its_size_and_each_verifies_by_itself()
    {
        Options = Options with { SegmentBytes = 20_000 };
        using AuditExporter exporter = NewExporter();
        for (int i = 0; i < 6; i++)
        {
            await FillAsync(40);
            Assert.True(exporter.Export(TestContext.Current.CancellationToken));
        }

        string[] segments = Segments();
        Assert.Equal([Closed(1), Closed(81), Closed(161), Open(241)], segments);
        foreach (string segment in segments[..^1])
        {
            var check = new AuditExportCheck(Token.Key, isWhole: false);
            await using FileStream file = File.OpenRead(Path.Combine(Options.ExportFolder, segment));
            await check.ReadAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal((AuditVerdict.Intact, 80L), (check.Finish().Verdict, check.Finish().Records));
        }

        Assert.Equal((AuditVerdict.Intact, 240L), ((await VerifyExportAsync()).Verdict, (await VerifyExportAsync()).Records));
    }

    [Fact]
    public async Task A_segment_is_closed_when_its_day_is_over()
    {
        await FillAsync(5);
        using AuditExporter exporter = NewExporter();
        exporter.Export(TestContext.Current.CancellationToken);
        Time.Advance(TimeSpan.FromDays(1));

        exporter.Export(TestContext.Current.CancellationToken);
        exporter.Export(TestContext.Current.CancellationToken);

        Assert.Equal([Closed(1), Open(6)], Segments());
    }

    [Fact]
    public async Task Closed_segments_may_be_taken_away()
    {
        Options = Options with { SegmentBytes = 1 };
        using (AuditExporter first = NewExporter())
        {
            await FillAsync(5);
            first.Export(TestContext.Current.CancellationToken);
        }

        File.Delete(Path.Combine(Options.ExportFolder, Closed(1)));
        await FillAsync(5);
        using AuditExporter exporter = NewExporter();

        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        Assert.Equal([Closed(6), Open(11)], Segments());
        Assert.Equal((AuditVerdict.Intact, 6L), ((await VerifyExportAsync(isWhole: false)).Verdict, (await VerifyExportAsync(isWhole: false)).First));
    }

    [Fact]
    public async Task Killed_between_two_segments_it_begins_the_next_one()
    {
        Options = Options with { SegmentBytes = 1 };
        using (AuditExporter first = NewExporter())
        {
            await FillAsync(5);
            first.Export(TestContext.Current.CancellationToken);
        }

        File.Delete(Path.Combine(Options.ExportFolder, Open(6)));
        await FillAsync(5);
        using AuditExporter exporter = NewExporter();

        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        Assert.Equal([Closed(1), Closed(6), Open(11)], Segments());
        Assert.Equal((AuditVerdict.Intact, 10L), ((await VerifyExportAsync()).Verdict, (await VerifyExportAsync()).Records));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_until_it_can()
    {
        await FillAsync(5);
        await File.WriteAllTextAsync(Options.ExportFolder, "in the way", TestContext.Current.CancellationToken);
        using AuditExporter exporter = NewExporter();

        Assert.False(exporter.Export(TestContext.Current.CancellationToken));
        Assert.NotNull(exporter.Error);
        Assert.Equal(0, exporter.DurableSequence);
        File.Delete(Options.ExportFolder);
        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        Assert.Null(exporter.Error);
        Assert.Equal(5, exporter.DurableSequence);
    }

    [Fact]
    public async Task An_older_copy_of_the_store_is_an_error()
    {
        await FillAsync(10);
        using (AuditExporter first = NewExporter())
        {
            first.Export(TestContext.Current.CancellationToken);
        }

        Store.Heads.Clear();
        for (long sequence = 10; sequence > 5; sequence--)
        {
            Store.Records.Remove(sequence);
        }

        using AuditExporter exporter = NewExporter();
        Assert.False(exporter.Export(TestContext.Current.CancellationToken));
        Assert.Contains("records up to 10, but the chain ends at 5", exporter.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_copy_of_the_store_that_went_on_is_an_error()
    {
        await FillAsync(10);
        using (AuditExporter first = NewExporter())
        {
            first.Export(TestContext.Current.CancellationToken);
        }

        Store.Heads.Clear();
        for (long sequence = 10; sequence > 5; sequence--)
        {
            Store.Records.Remove(sequence);
        }

        var other = new AuditTrail(Store, Time);
        for (int i = 0; i < 10; i++)
        {
            await other.AppendAsync(Dew.Core.CallContext.OfSystem(Traces.Start).Entry(Dew.Core.Status.Ok));
        }

        using AuditExporter exporter = NewExporter();
        Assert.False(exporter.Export(TestContext.Current.CancellationToken));
        Assert.Contains("Record 10 is another one", exporter.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_left_out_after_some_attempts_and_stays_an_error()
    {
        await FillAsync(10);
        Store.Damaged.Add(4);
        using AuditExporter exporter = NewExporter();

        Assert.False(exporter.Export(TestContext.Current.CancellationToken));
        Assert.Equal((3L, "Record 4 cannot be read."), (exporter.DurableSequence, exporter.Error));
        for (int i = 0; i < 10; i++)
        {
            exporter.Export(TestContext.Current.CancellationToken);
        }

        Assert.Equal(10, exporter.DurableSequence);
        Assert.Contains("1 records cannot be read", exporter.Error, StringComparison.Ordinal);
        AuditFinding finding = Assert.Single((await VerifyExportAsync()).Findings);
        Assert.Equal((AuditFindingKind.Removed, 4L, 4L), (finding.Kind, finding.First, finding.Last));
    }

    [Fact]
    public async Task A_record_that_can_be_read_again_is_not_left_out()
    {
        await FillAsync(10);
        Store.Damaged.Add(4);
        using AuditExporter exporter = NewExporter();
        exporter.Export(TestContext.Current.CancellationToken);
        Store.Damaged.Clear();

        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        Assert.Equal(AuditVerdict.Intact, (await VerifyExportAsync()).Verdict);
        Assert.Null(exporter.Error);
    }

    [Fact]
    public async Task A_head_beyond_the_end_does_not_make_it_pass_over_records()
    {
        await FillAsync(5);
        StoredAuditHead last = Store.Heads[5];
        Store.Heads[20] = last with { Sequence = 20 };
        using AuditExporter exporter = NewExporter();

        Assert.True(exporter.Export(TestContext.Current.CancellationToken));
        await AppendAsync(3);
        Assert.True(exporter.Export(TestContext.Current.CancellationToken));

        Assert.Equal(8, exporter.DurableSequence);
    }

    private AuditExporter NewExporter() => new(Store, Options, Time);
}
