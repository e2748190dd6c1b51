using Dew.Core;
using Dew.Core.Audit;
using Dew.Daemon.Audit;
using Xunit;

namespace Dew.Daemon.Tests.Audit;

public sealed class AuditRetentionTests : AuditFilesTest
{
    [Fact]
    public async Task Old_exported_records_go_and_the_rest_is_still_founded()
    {
        await FillAsync(10);
        await FillAsync(10);
        Time.Advance(TimeSpan.FromDays(401));
        await FillAsync(10);

        Outcome<long> removed = await NewRetention().RetireAsync(exported: 30);

        Assert.Equal(19, removed.Value);
        Assert.Equal((20, 31), Store.AuditRange);
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((AuditVerdict.Intact, 20L, 31L), (report.Verdict, report.First, report.SignedSequence));
        AuditRecord record = AuditRecord.Parse(Store.Records[31].Json.Span)!;
        Assert.Equal(("retireAudit", "20"), (record.TraceName, record.ResourceId));
    }

    [Fact]
    public async Task What_is_not_exported_stays()
    {
        await FillAsync(10);
        await FillAsync(10);
        Time.Advance(TimeSpan.FromDays(401));
        await FillAsync(10);

        Assert.Equal(9, (await NewRetention().RetireAsync(exported: 15)).Value);

        Assert.Equal(10, Store.AuditRange.First);
    }

    [Fact]
    public async Task What_is_young_stays()
    {
        await FillAsync(10);
        Time.Advance(TimeSpan.FromDays(399));
        await FillAsync(10);

        Assert.Equal(0, (await NewRetention().RetireAsync(exported: 20)).Value);

        Assert.Equal((1, 20), Store.AuditRange);
    }

    [Fact]
    public async Task Once_done_there_is_nothing_left_to_do()
    {
        await FillAsync(10);
        Time.Advance(TimeSpan.FromDays(401));
        await FillAsync(10);
        AuditRetention retention = NewRetention();
        Assert.Equal(9, (await retention.RetireAsync(exported: 20)).Value);

        Assert.Equal(0, (await retention.RetireAsync(exported: 21)).Value);

        Assert.Equal(21, Store.AuditRange.Last);
    }

    [Fact]
    public async Task Nothing_goes_while_the_token_cannot_sign()
    {
        await FillAsync(10);
        Time.Advance(TimeSpan.FromDays(401));
        await FillAsync(10);
        Token.Failure = new Failure(Status.HsmTimeout, "The HSM did not answer.");

        Assert.Equal(Status.HsmTimeout, (await NewRetention().RetireAsync(exported: 20)).Status);

        Assert.Equal(1, Store.AuditRange.First);
    }

    [Fact]
    public async Task Nothing_goes_while_nothing_can_be_written()
    {
        await FillAsync(10);
        Time.Advance(TimeSpan.FromDays(401));
        await FillAsync(10);
        Store.IsFull = true;

        Assert.Equal(Status.StoreUnwritable, (await NewRetention().RetireAsync(exported: 20)).Status);

        Assert.Equal((1, 20), Store.AuditRange);
    }

    [Fact]
    public async Task An_empty_trail_has_nothing_to_retire() => Assert.Equal(0, (await NewRetention().RetireAsync(exported: 0)).Value);

    private AuditRetention NewRetention() => new(Trail, Store, Signer, Options, Time);

    private AuditReport Verify() => new AuditVerifier(Store).Verify(Token.Key, null, 100, TestContext.Current.CancellationToken);
}
