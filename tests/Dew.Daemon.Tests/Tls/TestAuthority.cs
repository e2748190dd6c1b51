using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Certificates;
using Dew.Core.Identity;
using Dew.Daemon.Tls;

namespace Dew.Daemon.Tests.Tls;

/// <summary>An authority on fakes, and what tests ask of it.</summary>
internal sealed class TestAuthority : IDisposable
{
    private TestAuthority(CertificateAuthority authority, SoftwareSigner signer, InMemoryCertificateStore store, ManualTime time)
    {
        Authority = authority;
        Signer = signer;
        Store = store;
        Time = time;
    }

    internal static Principal Alice { get; } = new(PrincipalKind.User, "0123456789abcdef0123456789abcdef", "alice");

    internal CertificateAuthority Authority { get; }

    internal SoftwareSigner Signer { get; }

    internal InMemoryCertificateStore Store { get; }

    internal ManualTime Time { get; }

    internal static async Task<TestAuthority> OpenAsync()
    {
        var signer = new SoftwareSigner();
        var store = new InMemoryCertificateStore();
        var time = new ManualTime();
        return new TestAuthority((await CertificateAuthority.OpenAsync(signer, store, time)).Value, signer, store, time);
    }

    internal static CallContext Call(string trace = "issueCertificate") => CallContext.OfSystem(Traces.Iam(trace, "certificate"));

    /// <summary>A client certificate with its key.</summary>
    internal async Task<X509Certificate2> IssueClientAsync(TimeSpan? validity = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRecord record = (await Authority.IssueClientAsync(
            Call(), Alice, key.ExportSubjectPublicKeyInfo(), validity ?? TimeSpan.FromDays(30))).Value;
        return Join(record, key);
    }

    /// <summary>A server certificate with its key.</summary>
    internal async Task<X509Certificate2> IssueServerAsync()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRecord record = (await Authority.IssueServerAsync(
            Call(), new ServerNames(["server.example"], []), key.ExportSubjectPublicKeyInfo(), TimeSpan.FromDays(30))).Value;
        return Join(record, key);
    }

    internal static string SerialOf(X509Certificate2 certificate) => Convert.ToHexStringLower(certificate.SerialNumberBytes.Span);

    public void Dispose() => Signer.Dispose();

    private static X509Certificate2 Join(CertificateRecord record, ECDsa key)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(record.Certificate.Span);
        return certificate.CopyWithPrivateKey(key);
    }
}
