using System.Globalization;
using System.Text;
using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

/// <summary>What a chain tells about itself, and chains as lines of an export.</summary>
public sealed class AuditCheckTests : AuditTest, IDisposable
{
    private readonly SoftwareTokenSigner _token = new();

    public void Dispose() => _token.Dispose();

    [Fact]
    public async Task A_gap_that_the_chain_admits_makes_it_incomplete()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 2);
        await trail.AppendAsync(CallContext.OfSystem(Traces.AuditGap).Entry(Status.StoreUnwritable, "Missing.") with { Count = 7 });

        AuditReport report = Verify();

        Assert.Equal(AuditVerdict.Incomplete, report.Verdict);
        Assert.Equal(new AuditFinding(AuditFindingKind.Gap, 3, 3, "7 operations were not recorded. Missing."), Assert.Single(report.Findings));
    }

    [Fact]
    public async Task Records_that_no_head_vouches_for_prove_nothing()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 2);
        Assert.Equal(AuditVerdict.NotSigned, Verify().Verdict);

        await SignAsync(trail);

        Assert.Equal(AuditVerdict.Intact, Verify().Verdict);
    }

    [Fact]
    public async Task A_mismatch_that_the_chain_admits_makes_it_incomplete()
    {
        AuditTrail trail = NewTrail();
        await trail.AppendAsync(CallContext.OfSystem(Traces.AuditMismatch).Entry(Status.StoreDamaged, "It is older."));

        Assert.Equal((AuditVerdict.Incomplete, AuditFindingKind.Mismatch), (Verify().Verdict, Assert.Single(Verify().Findings).Kind));
    }

    [Fact]
    public async Task A_retired_beginning_is_founded_on_its_head()
    {
        await RetireAsync(recorded: 10, removed: 10);

        AuditReport report = Verify();

        Assert.Empty(report.Findings);
        Assert.Equal((AuditVerdict.Intact, 10L, 21L), (report.Verdict, report.First, report.Last));
    }

    [Fact]
    public async Task A_retirement_that_was_recorded_but_not_done_is_no_fault()
    {
        await RetireAsync(recorded: 10, removed: 1);

        Assert.Equal(AuditVerdict.Intact, Verify().Verdict);
    }

    [Fact]
    public async Task More_removed_than_was_retired_is_missing()
    {
        await RetireAsync(recorded: 10, removed: 20);

        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal((AuditFindingKind.Removed, 10L, 19L), (finding.Kind, finding.First, finding.Last));
    }

    [Fact]
    public async Task Records_retired_while_they_are_verified_are_no_fault()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 2_000);
        await SignAsync(trail);
        await trail.AppendAsync(Retire(2_000));
        int pages = 0;
        Store.BeforeRead = () =>
        {
            if (++pages == 2)
            {
                Store.RemoveAuditBefore(2_000);
            }
        };

        Assert.Equal(AuditVerdict.Intact, Verify().Verdict);
    }

    [Fact]
    public async Task Time_that_goes_back_is_found()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 3);
        LongChain.Edit(Store, 2, "\"time\":1", "\"time\":2");
        LongChain.Relink(Store, 3);

        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal((AuditFindingKind.TimeBack, 3L), (finding.Kind, finding.First));
    }

    [Fact]
    public async Task An_export_is_verified_line_by_line_in_several_files()
    {
        string[] lines = await ExportAsync(50);

        AuditReport report = await VerifyFilesAsync(true, Text(lines[..20]), Text(lines[20..]));

        Assert.Empty(report.Findings);
        Assert.Equal((AuditVerdict.Intact, 50L, 5L, 50L), (report.Verdict, report.Records, report.Heads, report.SignedSequence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task An_export_is_verified_whatever_the_pieces_it_is_read_in(int piece)
    {
        string[] lines = await ExportAsync(20);
        using var stream = new PiecewiseStream(Encoding.UTF8.GetBytes(Text(lines)), piece);
        var check = new AuditExportCheck(_token.Key, isWhole: true);

        await check.ReadAsync(stream, TestContext.Current.CancellationToken);

        Assert.Equal((AuditVerdict.Intact, 20L), (check.Finish().Verdict, check.Finish().Records));
    }

    [Fact]
    public async Task An_excerpt_is_founded_on_the_head_before_it()
    {
        string[] lines = await ExportAsync(50);

        AuditReport founded = await VerifyFilesAsync(false, Text(lines[21..]));
        AuditReport unfounded = await VerifyFilesAsync(false, Text(lines[22..]));

        Assert.StartsWith("""{"head":"{\u0022sequence\u0022:20""", lines[21], StringComparison.Ordinal);
        Assert.Equal((AuditVerdict.Intact, 21L, 50L), (founded.Verdict, founded.First, founded.Last));
        Assert.Equal(AuditFindingKind.Unfounded, Assert.Single(unfounded.Findings).Kind);
    }

    [Fact]
    public async Task An_excerpt_whose_first_record_is_not_the_one_after_the_head_is_found()
    {
        string[] lines = await ExportAsync(50);
        lines[22] = lines[22].Replace("key-20", "key-99", StringComparison.Ordinal);

        Assert.Equal(AuditVerdict.Broken, (await VerifyFilesAsync(false, Text(lines[21..]))).Verdict);
    }

    [Fact]
    public async Task A_removed_line_is_found()
    {
        string[] lines = await ExportAsync(50);

        AuditFinding finding = Assert.Single((await VerifyFilesAsync(true, Text([.. lines[..5], .. lines[6..]]))).Findings);

        Assert.Equal((AuditFindingKind.Removed, 6L, 6L), (finding.Kind, finding.First, finding.Last));
    }

    [Fact]
    public async Task Lines_that_changed_places_are_found()
    {
        string[] lines = await ExportAsync(50);
        (lines[4], lines[5]) = (lines[5], lines[4]);

        AuditFinding finding = Assert.Single((await VerifyFilesAsync(true, Text(lines))).Findings);

        Assert.Equal((AuditFindingKind.Reordered, 5L), (finding.Kind, finding.First));
    }

    [Fact]
    public async Task A_doubled_line_is_found()
    {
        string[] lines = await ExportAsync(50);

        AuditFinding finding = Assert.Single((await VerifyFilesAsync(true, Text([.. lines[..5], .. lines[4..]]))).Findings);

        Assert.Equal((AuditFindingKind.Reordered, 5L), (finding.Kind, finding.First));
    }

    [Fact]
    public async Task A_torn_end_is_found()
    {
        string text = Text(await ExportAsync(15));

        AuditFinding finding = Assert.Single((await VerifyFilesAsync(true, text[..^1])).Findings);

        Assert.Equal((AuditFindingKind.Malformed, 15L), (finding.Kind, finding.First));
    }

    [Fact]
    public async Task A_line_without_end_takes_bounded_memory()
    {
        string[] lines = await ExportAsync(15);
        lines[14] = new string('x', 5 << 20);

        AuditReport report = await VerifyFilesAsync(true, Text(lines));

        Assert.Equal([(AuditFindingKind.Malformed, 14L)], report.Findings.Select(static f => (f.Kind, f.First)));
        Assert.Equal(15, report.Last);
    }

    private async Task RetireAsync(long recorded, long removed)
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 10);
        await SignAsync(trail);
        await AppendAsync(trail, 10);
        await SignAsync(trail);
        await trail.AppendAsync(Retire(recorded));
        Store.RemoveAuditBefore(removed);
    }

    private static AuditEntry Retire(long kept) =>
        CallContext.OfSystem(Traces.RetireAudit).Entry(Status.Ok) with { ResourceId = kept.ToString(CultureInfo.InvariantCulture) };

    private async Task SignAsync(AuditTrail trail) => (await new AuditSigner(trail, Store, _token, Time).SignAsync()).Ok();

    private AuditReport Verify() => new AuditVerifier(Store).Verify(_token.Key, null, 100, TestContext.Current.CancellationToken);

    /// <summary>Records with a head after every ten.</summary>
    private async Task<string[]> ExportAsync(int count)
    {
        AuditTrail trail = NewTrail();
        for (int i = 0; i < count; i++)
        {
            await trail.AppendAsync(Entry($"key-{i}"));
            if (i % 10 == 9)
            {
                await SignAsync(trail);
            }
        }

        return [.. Store.Records.SelectMany(r => Store.Heads.TryGetValue(r.Key, out StoredAuditHead head) ? [r.Value.Json, head.Json] : new[] { r.Value.Json })
            .Select(static json => Encoding.UTF8.GetString(json.Span))];
    }

    private static string Text(string[] lines) => string.Concat(lines.Select(static line => line + "\n"));

    private async Task<AuditReport> VerifyFilesAsync(bool isWhole, params string[] files)
    {
        var check = new AuditExportCheck(_token.Key, isWhole);
        foreach (string file in files)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
            await check.ReadAsync(stream, TestContext.Current.CancellationToken);
        }

        return check.Finish();
    }

    private sealed class PiecewiseStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
