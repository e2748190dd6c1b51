using Dew.Core;
using Dew.Core.Audit;
using Dew.Daemon.Audit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dew.Daemon.Tests.Audit;

public sealed class AuditWorkerTests : AuditFilesTest
{
    [Fact]
    public async Task A_round_signs_keeps_the_head_apart_and_exports()
    {
        await AppendAsync(5);
        using AuditWorker worker = NewWorker();

        await worker.RoundAsync(TestContext.Current.CancellationToken);

        Assert.Equal((5L, 5L), (worker.SignedSequence, worker.ExportedSequence));
        Assert.Equal(5, worker.ReadAnchor().Value!.Verify(Token.Key)!.Sequence);
        Assert.Empty(worker.Degradations());
    }

    [Fact]
    public async Task Heads_are_signed_every_few_seconds_only()
    {
        using AuditWorker worker = NewWorker();
        for (int second = 0; second < 20; second++)
        {
            await AppendAsync(1);
            await worker.RoundAsync(TestContext.Current.CancellationToken);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(4, Token.Signatures);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_stop_the_heads()
    {
        using AuditWorker worker = NewWorker();
        await AppendAsync(1);
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        Time.Advance(TimeSpan.FromDays(-10));
        await AppendAsync(1);

        await worker.RoundAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, worker.SignedSequence);
    }

    [Fact]
    public async Task At_the_end_the_last_record_is_signed_and_exported()
    {
        using AuditWorker worker = NewWorker();
        await AppendAsync(1);
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        await AppendAsync(1);

        await worker.EndAsync();

        Assert.Equal((2L, 2L), (worker.SignedSequence, worker.ExportedSequence));
    }

    [Fact]
    public async Task It_runs_and_stops_as_a_service()
    {
        using AuditWorker worker = NewWorker();
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await AppendAsync(3);

        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, worker.SignedSequence);
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_when_there_is_room()
    {
        using AuditWorker worker = NewWorker();
        Store.IsFull = true;
        await AppendAsync(3);
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, Trail.Health.Behind);
        Store.IsFull = false;

        await worker.RoundAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 3L), (Trail.Health.Behind, Trail.Health.Written));
    }

    [Fact]
    public async Task An_older_copy_of_the_store_is_recorded_first_and_stays_an_alarm()
    {
        using (AuditWorker before = NewWorker())
        {
            await AppendAsync(5);
            await before.EndAsync();
        }

        Store.Heads.Clear();
        Store.Records.RemoveAt(4);
        using AuditWorker worker = new(
            new AuditTrail(Store, Time), Store, Token, Options with { ExportFolder = Path.Combine(Folder, "other") }, Time, NullLogger<AuditWorker>.Instance);

        await worker.StartAsync(TestContext.Current.CancellationToken);

        AuditRecord record = AuditRecord.Parse(Store.Records[5].Json.Span)!;
        Assert.Equal(("auditMismatch", "incident"), (record.TraceName, record.TraceRating));
        Assert.Equal(5, SignedAuditHead.Parse(System.Text.Encoding.UTF8.GetBytes(record.Request!))!.Verify(Token.Key)!.Sequence);
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["the audit trail does not fit what was signed before"], worker.Degradations());
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_token_that_is_away_is_an_alarm_until_it_is_back()
    {
        using AuditWorker worker = NewWorker();
        await AppendAsync(1);
        Token.Failure = new Failure(Status.HsmTimeout, "The HSM did not answer.");
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["audit heads cannot be signed"], worker.Degradations());

        Token.Failure = null;
        Time.Advance(TimeSpan.FromSeconds(5));
        await worker.RoundAsync(TestContext.Current.CancellationToken);

        Assert.Empty(worker.Degradations());
    }

    [Fact]
    public async Task An_anchor_that_cannot_be_written_is_an_alarm_and_tried_again()
    {
        Options = Options with { AnchorFile = Path.Combine(Folder, "later", "anchor.json") };
        using AuditWorker worker = NewWorker();
        await AppendAsync(1);
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["the audit head cannot be kept apart from the store"], worker.Degradations());

        Directory.CreateDirectory(Path.Combine(Folder, "later"));
        Time.Advance(TimeSpan.FromSeconds(5));
        await worker.RoundAsync(TestContext.Current.CancellationToken);

        Assert.Empty(worker.Degradations());
        Assert.Equal(1, worker.ReadAnchor().Value!.Verify(Token.Key)!.Sequence);
    }

    [Fact]
    public async Task An_export_that_fails_is_an_alarm_and_tried_again_after_a_pause()
    {
        await File.WriteAllTextAsync(Options.ExportFolder, "in the way", TestContext.Current.CancellationToken);
        using AuditWorker worker = NewWorker();
        await AppendAsync(1);
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["audit records cannot be exported"], worker.Degradations());

        File.Delete(Options.ExportFolder);
        Time.Advance(TimeSpan.FromSeconds(10));
        await worker.RoundAsync(TestContext.Current.CancellationToken);

        Assert.Empty(worker.Degradations());
        Assert.Equal(1, worker.ExportedSequence);
    }

    [Fact]
    public async Task Old_records_are_retired_and_the_chain_still_verifies()
    {
        using AuditWorker worker = NewWorker();
        await AppendAsync(10);
        await worker.RoundAsync(TestContext.Current.CancellationToken);
        Time.Advance(TimeSpan.FromDays(401));
        await AppendAsync(1);

        await worker.RoundAsync(TestContext.Current.CancellationToken);

        Assert.Equal(10, Store.AuditRange.First);
        AuditReport report = new AuditVerifier(Store).Verify(Token.Key, worker.ReadAnchor().Value, 100, TestContext.Current.CancellationToken);
        Assert.Equal(AuditVerdict.Intact, report.Verdict);
    }

    private AuditWorker NewWorker() => new(Trail, Store, Token, Options, Time, NullLogger<AuditWorker>.Instance);
}
