using Dew.Core.Audit;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

public sealed class AuditSignerTests : AuditTest, IDisposable
{
    private readonly SoftwareTokenSigner _token = new();

    public void Dispose() => _token.Dispose();

    [Fact]
    public async Task A_head_names_the_end_of_the_chain_and_is_kept()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 5);

        SignedAuditHead? signed = (await NewSigner(trail).SignAsync()).Ok();

        AuditHead? head = signed!.Verify(_token.Key);
        Assert.Equal(new AuditHead { Sequence = 5, Hash = trail.Position.Hash, TimeMs = Time.Now.ToUnixTimeMilliseconds() }, head);
        Assert.Equal(signed, SignedAuditHead.Parse(Store.Heads[5].Json.Span));
    }

    [Fact]
    public async Task An_empty_chain_has_no_head()
    {
        Assert.Null((await NewSigner(NewTrail()).SignAsync()).Ok());
        Assert.Equal(0, _token.Signatures);
    }

    [Fact]
    public async Task Without_new_records_nothing_is_signed_also_after_a_restart()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 5);
        AuditSigner signer = NewSigner(trail);
        Assert.NotNull((await signer.SignAsync()).Ok());

        Assert.Null((await signer.SignAsync()).Ok());
        Assert.Null((await NewSigner(NewTrail()).SignAsync()).Ok());

        Assert.Equal(1, _token.Signatures);
    }

    [Fact]
    public async Task A_token_that_is_away_is_a_failure_and_the_next_try_signs()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 5);
        AuditSigner signer = NewSigner(trail);
        _token.Failure = new Failure(Status.HsmTimeout, "The HSM did not answer.");

        (await signer.SignAsync()).FailsWith(Status.HsmTimeout);
        _token.Failure = null;

        Assert.NotNull((await signer.SignAsync()).Ok());
        Assert.Equal(5, signer.SignedSequence);
    }

    [Fact]
    public async Task A_head_that_cannot_be_kept_is_signed_again()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 5);
        AuditSigner signer = NewSigner(trail);
        Store.IsFull = true;

        (await signer.SignAsync()).FailsWith(Status.StoreUnwritable);
        Store.IsFull = false;

        Assert.NotNull((await signer.SignAsync()).Ok());
    }

    [Theory]
    [InlineData("""{"head":null,"signature":"AA=="}""")]
    [InlineData("""{"head":"x","signature":null}""")]
    [InlineData("""{"head":"x"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public void What_is_no_head_is_none(string json) => Assert.Null(SignedAuditHead.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("not base64")]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("MAYCAQECAQE=")]
    public void A_head_without_a_signature_of_the_key_is_none(string signature) =>
        Assert.Null(new SignedAuditHead { Head = """{"sequence":1,"hash":"00","time":1}""", Signature = signature }.Verify(_token.Key));

    private AuditSigner NewSigner(AuditTrail trail) => new(trail, Store, _token, Time);
}
