using Dew.Core.Audit;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

public sealed class AuditAnchorCheckTests : AuditTest, IDisposable
{
    private readonly SoftwareTokenSigner _token = new();
    private SignedAuditHead? _anchor;

    public void Dispose() => _token.Dispose();

    [Fact]
    public void A_first_start_fits() => Assert.Null(Examine(_anchor));

    [Fact]
    public async Task A_chain_that_went_on_after_its_last_head_fits()
    {
        await FillAsync(5);
        await AppendAsync(NewTrail(), 3);

        Assert.Null(Examine(_anchor));
    }

    [Fact]
    public async Task An_anchor_that_was_not_written_after_the_last_head_fits()
    {
        await FillAsync(5);
        SignedAuditHead? before = _anchor;
        await FillAsync(5);

        Assert.Null(Examine(before));
    }

    [Fact]
    public async Task An_anchor_of_a_record_that_was_retired_fits()
    {
        await FillAsync(5);
        SignedAuditHead? before = _anchor;
        await FillAsync(5);
        Store.RemoveAuditBefore(10);

        Assert.Null(Examine(before));
    }

    [Fact]
    public async Task An_older_copy_does_not_fit()
    {
        await FillAsync(5);
        Store.Records.Remove(5);
        Store.Heads.Clear();

        Assert.Contains("is older than the head that is kept apart", Examine(_anchor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_copy_that_went_on_does_not_fit()
    {
        await FillAsync(5);
        Store.Records.Remove(5);
        Store.Heads.Clear();
        Time.Advance(TimeSpan.FromSeconds(1));
        await AppendAsync(NewTrail(), 3);

        Assert.Contains("Record 5 is not the one", Examine(_anchor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_cut_without_its_head_does_not_fit()
    {
        await FillAsync(5);
        SignedAuditHead? before = _anchor;
        await FillAsync(5);
        Store.Records.Remove(10);

        Assert.Contains("is older than the head that was signed last", Examine(before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_anchor_does_not_fit_once_something_was_signed()
    {
        await FillAsync(5);

        Assert.Contains("none is kept apart", Examine((SignedAuditHead?)null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anchor_without_a_signature_of_this_appliance_does_not_fit()
    {
        await FillAsync(5);

        Assert.Contains("has no signature", Examine(_anchor! with { Head = _anchor.Head.Replace(":5", ":4", StringComparison.Ordinal) }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anchor_that_cannot_be_read_does_not_fit()
    {
        await FillAsync(5);

        Assert.Contains("The disk is gone.", Examine(new Failure(Status.StoreDamaged, "The disk is gone.")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_whose_seal_is_broken_does_not_fit()
    {
        await FillAsync(5);
        Store.Damaged.Add(5);

        Assert.Contains("cannot be compared", Examine(_anchor), StringComparison.Ordinal);
    }

    private string? Examine(Outcome<SignedAuditHead?> kept) => AuditAnchorCheck.Examine(Store, kept, _token.Key);

    private async Task FillAsync(int count)
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, count);
        _anchor = (await new AuditSigner(trail, Store, _token, Time).SignAsync()).Ok();
    }
}
