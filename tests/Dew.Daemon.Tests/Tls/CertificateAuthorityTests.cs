using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core;
using Dew.Core.Certificates;
using Dew.Core.Identity;
using Dew.Daemon.Tls;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Tls;

public sealed class CertificateAuthorityTests
{
    private static readonly TimeSpan s_month = TimeSpan.FromDays(30);

    [Fact]
    public async Task The_authority_stays_the_same_as_long_as_its_key_does()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        CertificateAuthority again = (await CertificateAuthority.OpenAsync(authority.Signer, authority.Store, authority.Time)).Value;
        Assert.Equal(authority.Authority.Certificate.RawData, again.Certificate.RawData);
        Assert.Single(again.List());

        using var otherKey = new SoftwareSigner();
        CertificateAuthority other = (await CertificateAuthority.OpenAsync(otherKey, authority.Store, authority.Time)).Value;
        Assert.NotEqual(authority.Authority.Certificate.Subject, other.Certificate.Subject);
    }

    [Fact]
    public async Task The_authority_may_sign_certificates_and_lists_and_nothing_below_it_may()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        X509Certificate2 certificate = authority.Authority.Certificate;
        X509BasicConstraintsExtension constraints = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        Assert.True(constraints is { Critical: true, CertificateAuthority: true, HasPathLengthConstraint: true, PathLengthConstraint: 0 });
        Assert.Equal(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.InRange(certificate.NotAfter.ToUniversalTime() - authority.Time.GetUtcNow(), TimeSpan.FromDays(7300), TimeSpan.FromDays(7306));
    }

    [Fact]
    public async Task Openssl_accepts_what_is_issued_for_its_purpose_only()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using X509Certificate2 client = await authority.IssueClientAsync();
        using X509Certificate2 server = await authority.IssueServerAsync();
        Assert.True(Verifies(authority, client, "sslclient"));
        Assert.False(Verifies(authority, client, "sslserver"));
        Assert.True(Verifies(authority, server, "sslserver"));
        Assert.False(Verifies(authority, server, "sslclient"));
    }

    [Fact]
    public async Task A_client_certificate_names_its_user_by_name_and_id()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using X509Certificate2 certificate = await authority.IssueClientAsync();
        CertificateRecord record = authority.Store.Find(TestAuthority.SerialOf(certificate))!;
        Assert.Equal("CN=alice", certificate.Subject);
        Assert.Contains("urn:dew:user:" + TestAuthority.Alice.Id, certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().Format(false), StringComparison.Ordinal);
        Assert.Equal((PrincipalKind.User, TestAuthority.Alice.Id, "alice"), (record.HolderKind, record.HolderId, record.SubjectName));
        Assert.Equal(CertificateKind.Client, record.Kind);
        Assert.Equal(certificate.RawData, record.Certificate.ToArray());
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), record.NotAfter.UtcDateTime);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())), record.KeyFingerprint);
    }

    [Fact]
    public async Task A_server_certificate_names_hosts_and_addresses()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        CertificateRecord record = (await authority.Authority.IssueServerAsync(
            TestAuthority.Call(), new ServerNames(["DEW.example", "dew.example", "localhost"], [IPAddress.Parse("192.0.2.1"), IPAddress.IPv6Loopback]),
            key.ExportSubjectPublicKeyInfo(), s_month)).Value;
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(record.Certificate.Span);
        Assert.True(certificate.MatchesHostname("dew.example"));
        Assert.True(certificate.MatchesHostname("localhost"));
        Assert.True(certificate.MatchesHostname("192.0.2.1"));
        Assert.True(certificate.MatchesHostname("::1"));
        Assert.False(certificate.MatchesHostname("other.example"));
    }

    [Fact]
    public async Task Serials_are_32_digits_and_differ()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        for (int i = 0; i < 20; i++)
        {
            using X509Certificate2 certificate = await authority.IssueClientAsync();
            Assert.Matches("^[4-7][0-9a-f]{31}$", TestAuthority.SerialOf(certificate));
        }

        Assert.Equal(21, authority.Store.List().Select(static r => r.Serial).Distinct().Count());
    }

    [Fact]
    public async Task No_certificate_outlives_the_authority()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        authority.Time.Advance(TimeSpan.FromDays(19 * 365.25));
        using X509Certificate2 certificate = await authority.IssueClientAsync(TimeSpan.FromDays(3650));
        Assert.Equal(authority.Authority.Certificate.NotAfter, certificate.NotAfter);
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData(" alice", 30)]
    [InlineData("ali\nce", 30)]
    [InlineData("alice", 0)]
    [InlineData("alice", 4000)]
    public async Task Names_and_lives_that_make_no_sense_are_refused(string name, int days)
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Outcome<CertificateRecord> issuing = await authority.Authority.IssueClientAsync(
            TestAuthority.Call(), TestAuthority.Alice with { Name = name }, key.ExportSubjectPublicKeyInfo(), TimeSpan.FromDays(days));
        Assert.Equal(Status.CertificateRequestInvalid, issuing.Status);
    }

    [Fact]
    public async Task A_renewed_certificate_is_another_one_for_the_same_subject_and_key()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using X509Certificate2 old = await authority.IssueServerAsync();
        authority.Time.Advance(TimeSpan.FromDays(20));
        CertificateRecord renewed = (await authority.Authority.RenewAsync(TestAuthority.Call("renewCertificate"), TestAuthority.SerialOf(old), null, s_month)).Value;
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(renewed.Certificate.Span);
        Assert.NotEqual(old.SerialNumber, certificate.SerialNumber);
        Assert.Equal(old.Subject, certificate.Subject);
        Assert.True(certificate.MatchesHostname("server.example"));
        Assert.Equal(old.PublicKey.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.True(certificate.NotAfter > old.NotAfter);
    }

    [Fact]
    public async Task What_is_revoked_expired_or_unknown_is_neither_renewed_nor_revoked()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using X509Certificate2 revoked = await authority.IssueClientAsync();
        using X509Certificate2 expired = await authority.IssueClientAsync(TimeSpan.FromHours(1));
        Assert.True((await RevokeAsync(authority, TestAuthority.SerialOf(revoked))).IsOk);
        authority.Time.Advance(TimeSpan.FromHours(2));
        (string Serial, Status Status)[] cases =
        [
            (TestAuthority.SerialOf(revoked), Status.CertificateNotActive),
            (TestAuthority.SerialOf(expired), Status.CertificateNotActive),
            (TestAuthority.SerialOf(authority.Authority.Certificate), Status.EntryFixed),
            (new string('4', 32), Status.CertificateNotFound),
        ];
        foreach ((string serial, Status status) in cases)
        {
            Assert.Equal(status, (await RevokeAsync(authority, serial)).Status);
            Assert.Equal(status, (await authority.Authority.RenewAsync(TestAuthority.Call(), serial, null, s_month)).Status);
        }
    }

    [Fact]
    public async Task A_change_names_its_certificate_in_the_audit_trail()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using X509Certificate2 certificate = await authority.IssueClientAsync();
        await RevokeAsync(authority, TestAuthority.SerialOf(certificate));
        Assert.Equal(
            [("issueCertificate", TestAuthority.SerialOf(authority.Authority.Certificate)), ("issueCertificate", TestAuthority.SerialOf(certificate)), ("revokeCertificate", TestAuthority.SerialOf(certificate))],
            authority.Store.Calls.Select(static call => (call.Trace!.Name, call.ResourceId)));
    }

    [Fact]
    public async Task Openssl_finds_the_revoked_certificate_in_the_list()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        using X509Certificate2 good = await authority.IssueClientAsync();
        using X509Certificate2 revoked = await authority.IssueClientAsync();
        await RevokeAsync(authority, TestAuthority.SerialOf(revoked));
        byte[] list = (await authority.Authority.BuildRevocationListAsync(TimeSpan.FromDays(7))).Value;
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch.Combine("crl.pem"), PemEncoding.WriteString("X509 CRL", list));
        Assert.True(Verifies(authority, good, "sslclient", "-crl_check", "-CRLfile", scratch.Combine("crl.pem")));
        Assert.False(Verifies(authority, revoked, "sslclient", "-crl_check", "-CRLfile", scratch.Combine("crl.pem")));
    }

    [Fact]
    public async Task Without_the_hsm_nothing_is_issued_and_the_failure_says_so()
    {
        using TestAuthority authority = await TestAuthority.OpenAsync();
        authority.Signer.Failing = Status.HsmTimeout;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Outcome<CertificateRecord> issuing = await authority.Authority.IssueClientAsync(
            TestAuthority.Call(), TestAuthority.Alice, key.ExportSubjectPublicKeyInfo(), s_month);
        Assert.Equal(Status.HsmTimeout, issuing.Status);
        Assert.Single(authority.Store.List());
        Assert.Equal(Status.HsmTimeout, (await authority.Authority.BuildRevocationListAsync(s_month)).Status);
    }

    private static ValueTask<Outcome<CertificateRecord>> RevokeAsync(TestAuthority authority, string serial) =>
        authority.Authority.RevokeAsync(TestAuthority.Call("revokeCertificate"), serial, RevocationReason.KeyCompromise);

    private static bool Verifies(TestAuthority authority, X509Certificate2 certificate, string purpose, params string[] options)
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch.Combine("ca.pem"), authority.Authority.Certificate.ExportCertificatePem());
        File.WriteAllText(scratch.Combine("certificate.pem"), certificate.ExportCertificatePem());
        string[] arguments = ["verify", "-x509_strict", "-purpose", purpose, "-CAfile", scratch.Combine("ca.pem"), .. options, scratch.Combine("certificate.pem")];
        return OpenSsl.Run(null, arguments).ExitCode == 0;
    }
}
