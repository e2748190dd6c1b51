using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core.Certificates;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Tls;

/// <summary>The listener with its fakes behind it: who gets in, and what a revocation does.</summary>
public sealed class MutualTlsTests
{
    private static readonly TimeSpan s_aSecond = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, "HTTP/1.1")]
    [InlineData(2, "HTTP/2")]
    public async Task A_client_certificate_gets_in(int version, string protocol)
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        using HttpClient client = server.NewClient(certificate, version == 1 ? HttpVersion.Version11 : HttpVersion.Version20);
        Assert.Equal($"{protocol} {TestAuthority.SerialOf(certificate)}", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
        Assert.Equal((1, 0), (server.Listener.Gate.Handshakes, server.Listener.Gate.InHandshake));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task No_certificate_is_refused(SslProtocols protocol)
    {
        await using TlsServer server = await TlsServer.StartAsync();
        await AssertRefusedAsync(server, null, protocol);
        Assert.True(await server.RefusesAsync(null));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using TestAuthority foreign = await TestAuthority.OpenAsync();
        using X509Certificate2 certificate = await foreign.IssueClientAsync();
        Assert.True(await server.RefusesAsync(certificate));
    }

    [Fact]
    public async Task A_foreign_certificate_with_names_and_serial_of_a_good_one_is_refused()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 good = await server.Authority.IssueClientAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(good.SubjectName, key, HashAlgorithmName.SHA256);
        foreach (X509Extension extension in good.Extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        using X509Certificate2 forged = request.Create(
            good.IssuerName, X509SignatureGenerator.CreateForECDsa(key), good.NotBefore, good.NotAfter, good.SerialNumberBytes.Span);
        using X509Certificate2 certificate = forged.CopyWithPrivateKey(key);
        Assert.True(await server.RefusesAsync(certificate));
    }

    [Fact]
    public async Task A_server_certificate_is_no_client_certificate()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueServerAsync();
        Assert.True(await server.RefusesAsync(certificate));
    }

    [Fact]
    public async Task A_certificate_that_the_store_does_not_know_is_refused()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        server.Authority.Store.Forget(TestAuthority.SerialOf(certificate));
        Assert.True(await server.RefusesAsync(certificate));
        Assert.True(server.Listener.Gate.FailedHandshakes > 0);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync(TimeSpan.FromHours(1));
        server.Authority.Time.Advance(TimeSpan.FromHours(1.1));
        Assert.True(await server.RefusesAsync(certificate));
    }

    [Fact]
    public async Task A_revoked_certificate_is_refused_also_by_a_client_that_could_resume_its_session()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        Assert.False(await server.RefusesAsync(certificate));
        Assert.False(await server.RefusesAsync(certificate));
        await RevokeAsync(server, certificate);
        Assert.True(await server.RefusesAsync(certificate));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_revocation_ends_a_request_under_way_within_a_second(int version)
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        using X509Certificate2 other = await server.Authority.IssueClientAsync();
        using HttpClient client = server.NewClient(certificate, version == 1 ? HttpVersion.Version11 : HttpVersion.Version20);
        using HttpClient unconcerned = server.NewClient(other);
        await unconcerned.GetStringAsync("/", TestContext.Current.CancellationToken);
        Task<HttpResponseMessage> request = client.GetAsync("/wait", TestContext.Current.CancellationToken);
        await server.Waiting;

        await RevokeAsync(server, certificate);

        await Assert.ThrowsAsync<HttpRequestException>(() => request.WaitAsync(s_aSecond, TestContext.Current.CancellationToken));
        Assert.Equal(1, server.Listener.Connections.Aborted);
        await unconcerned.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(1, server.Listener.Connections.Count(TestAuthority.SerialOf(other)));
    }

    [Fact]
    public async Task A_revocation_closes_an_idle_connection_within_a_second()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        await using SslStream stream = await server.HandshakeAsync(certificate);
        await AskAsync(stream);

        await RevokeAsync(server, certificate);

        Assert.True(await IsClosedAsync(stream).WaitAsync(s_aSecond, TestContext.Current.CancellationToken));
        Assert.True(await Task.Run(() => Poll.Until(
            () => server.Listener.Connections.Count(TestAuthority.SerialOf(certificate)) == 0, TimeSpan.FromSeconds(10))));
    }

    [Fact]
    public async Task A_connection_does_not_outlive_its_certificate()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync(TimeSpan.FromHours(1));
        await using SslStream stream = await server.HandshakeAsync(certificate);
        await AskAsync(stream);
        server.Authority.Time.Advance(TimeSpan.FromHours(1.1));
        Assert.True(await IsClosedAsync(stream).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_request_on_a_connection_whose_certificate_has_expired_is_not_served()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { UpkeepInterval = TimeSpan.FromHours(1) });
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync(TimeSpan.FromMinutes(30));
        await using SslStream stream = await server.HandshakeAsync(certificate);
        await AskAsync(stream);
        server.Authority.Time.Advance(TimeSpan.FromMinutes(31));
        await Assert.ThrowsAnyAsync<IOException>(() => AskAsync(stream));
    }

    [Fact]
    public async Task The_listeners_certificate_is_renewed_without_a_restart()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync(TimeSpan.FromDays(1000));
        await using SslStream before = await server.HandshakeAsync(certificate);
        string old = TestAuthority.SerialOf(Peer(before));
        await AskAsync(before);

        server.Authority.Time.Advance(TimeSpan.FromDays(266));

        Assert.True(await Task.Run(() => Poll.Until(() => server.Authority.Store.Find(old)!.State == CertificateState.Revoked, TimeSpan.FromSeconds(10))));
        await using SslStream after = await server.HandshakeAsync(certificate);
        Assert.NotEqual(old, TestAuthority.SerialOf(Peer(after)));
        Assert.Equal(RevocationReason.Superseded, server.Authority.Store.Find(old)!.RevocationReason);
        await AskAsync(before);
        await AskAsync(after);
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_the_present_certificate_and_is_tried_again()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync(TimeSpan.FromDays(1000));
        SslStreamCertificateContext present = server.Certificate.Current;
        server.Authority.Signer.Failing = Core.Status.HsmTimeout;
        server.Authority.Time.Advance(TimeSpan.FromDays(266));
        Assert.False(await server.RefusesAsync(certificate));
        Assert.Same(present, server.Certificate.Current);

        server.Authority.Signer.Failing = null;
        Assert.True(await Task.Run(() => Poll.Until(
            () =>
            {
                server.Authority.Time.Advance(TimeSpan.FromMinutes(1));
                return !ReferenceEquals(present, server.Certificate.Current);
            },
            TimeSpan.FromSeconds(10))));
    }

    private static async Task RevokeAsync(TlsServer server, X509Certificate2 certificate) => Assert.True((await server.Authority.Authority.RevokeAsync(
        TestAuthority.Call("revokeCertificate"), TestAuthority.SerialOf(certificate), RevocationReason.KeyCompromise)).IsOk);

    private static X509Certificate2 Peer(SslStream stream) => (X509Certificate2)stream.RemoteCertificate!;

    private static async Task AskAsync(SslStream stream)
    {
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        byte[] answer = new byte[4096];
        int read = await stream.ReadAsync(answer);
        if (read == 0)
        {
            throw new IOException("closed");
        }

        Assert.StartsWith("HTTP/1.1 200", System.Text.Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
    }

    private static async Task<bool> IsClosedAsync(Stream stream)
    {
        try
        {
            byte[] rest = new byte[4096];
            while (await stream.ReadAsync(rest) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task AssertRefusedAsync(TlsServer server, X509Certificate2? certificate, SslProtocols protocol)
    {
        try
        {
            await using SslStream stream = await server.HandshakeAsync(certificate, protocol);
            await stream.WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // An alert, in TLS 1.3 after the client's side of the handshake.
        }
    }
}
