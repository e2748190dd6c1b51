using Dew.Core.Certificates;
using Xunit;
using static Dew.Core.Tests.Certificates.TestCertificates;

namespace Dew.Core.Tests.Certificates;

public sealed class CertificateRulesTests
{
    [Theory]
    [InlineData(CertificateState.Active, -1, false)]
    [InlineData(CertificateState.Active, 0, true)]
    [InlineData(CertificateState.Active, 2_592_000, true)]
    [InlineData(CertificateState.Active, 2_592_001, false)]
    [InlineData(CertificateState.Revoked, 1, false)]
    [InlineData(CertificateState.Unset, 1, false)]
    public void A_certificate_is_good_while_it_is_active_and_valid(CertificateState state, long seconds, bool good) =>
        Assert.Equal(good, CertificateRules.IsGood(Record() with { State = state }, Begin.AddSeconds(seconds)));

    [Fact]
    public void Renewal_is_due_when_two_thirds_are_over() =>
        Assert.Equal(Begin.AddDays(20), CertificateRules.RenewalDue(Begin, Begin.AddDays(30)));

    [Fact]
    public void A_revocation_says_when_and_why()
    {
        CertificateRecord revoked = CertificateRules.Revoke(Record(), RevocationReason.KeyCompromise, Begin.AddDays(1)).Value;
        Assert.Equal(
            (CertificateState.Revoked, Begin.AddDays(1), RevocationReason.KeyCompromise), (revoked.State, revoked.RevokedAt, revoked.RevocationReason));
        Assert.Equal(Status.CertificateNotActive, CertificateRules.Revoke(revoked, RevocationReason.Superseded, Begin.AddDays(2)).Status);
    }

    [Theory]
    [InlineData(RevocationReason.Unset)]
    [InlineData((RevocationReason)200)]
    public void A_revocation_has_a_reason_of_the_list(RevocationReason reason) =>
        Assert.Equal(Status.CertificateRequestInvalid, CertificateRules.Revoke(Record(), reason, Begin).Status);

    [Fact]
    public void The_authority_and_expired_certificates_cannot_be_revoked()
    {
        Assert.Equal(Status.EntryFixed, CertificateRules.Revoke(Record() with { Kind = CertificateKind.Authority }, RevocationReason.Unspecified, Begin).Status);
        Assert.Equal(Status.CertificateNotActive, CertificateRules.Revoke(Record(), RevocationReason.Unspecified, Begin.AddDays(31)).Status);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Grüße, Welt 1", true)]
    [InlineData("\U0001F511", true)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    [InlineData("a\t", false)]
    [InlineData("a\u0000b", false)]
    public void Names_are_short_and_printable(string name, bool accepted) => Assert.Equal(accepted, CertificateRules.CheckName(name) is null);

    /// <summary>Not as attributes: those are kept in UTF-8.</summary>
    [Fact]
    public void Names_have_no_lone_surrogates() => Assert.All(["a\uD83D", "\uDD11a", "\uD83D\uD83D"], static name => Assert.NotNull(CertificateRules.CheckName(name)));

    [Fact]
    public void Names_have_at_most_64_characters()
    {
        Assert.Null(CertificateRules.CheckName(new string('x', 64)));
        Assert.NotNull(CertificateRules.CheckName(new string('x', 65)));
    }
}
