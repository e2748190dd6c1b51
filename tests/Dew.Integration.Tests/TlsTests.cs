using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>Mutual TLS of the native daemon, seen by curl and openssl.</summary>
public sealed class TlsTests(TlsDaemon running) : IClassFixture<TlsDaemon>
{
    private const string State = "/appliance/v1/state";

    [Theory]
    [InlineData("--http1.1", "--tls-max", "1.3", "200 1.1")]
    [InlineData("--http1.1", "--tls-max", "1.2", "200 1.1")]
    [InlineData("--http2", "--tls-max", "1.3", "200 2")]
    [InlineData("--http2", "--tls-max", "1.2", "200 2")]
    public void Both_http_versions_are_served_on_one_port(string http, string option, string version, string answer) =>
        Assert.Equal(answer, running.Curl(State, http, option, version).Checked().Text);

    [Theory]
    [InlineData("-tls1_3", "TLS_AES_256_GCM_SHA384")]
    [InlineData("-tls1_3", "TLS_CHACHA20_POLY1305_SHA256")]
    [InlineData("-tls1_3", "TLS_AES_128_GCM_SHA256")]
    [InlineData("-tls1_2", "ECDHE-ECDSA-AES256-GCM-SHA384")]
    [InlineData("-tls1_2", "ECDHE-ECDSA-AES128-GCM-SHA256")]
    [InlineData("-tls1_2", "ECDHE-ECDSA-CHACHA20-POLY1305")]
    public void Modern_suites_are_served(string version, string suite)
    {
        ProgramResult client = running.OpenSslClient(version, version == "-tls1_3" ? "-ciphersuites" : "-cipher", suite).Checked();
        Assert.Contains($"Cipher is {suite}", client.Text, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200", client.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256")]
    [InlineData("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA")]
    [InlineData("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-CCM")]
    [InlineData("-tls1_2", "-cipher", "AES128-GCM-SHA256")]
    [InlineData("-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384")]
    [InlineData("-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256")]
    [InlineData("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")]
    [InlineData("-tls1", "-cipher", "ALL:@SECLEVEL=0")]
    public void Old_versions_and_weak_suites_are_refused(string version, string option, string suite)
    {
        ProgramResult client = running.OpenSslClient(version, option, suite);
        Assert.NotEqual(0, client.ExitCode);
        Assert.Contains("alert", client.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public void No_session_is_resumed(string version)
    {
        string session = running.Scratch($"session{version}");
        running.OpenSslClient(version, "-sess_out", session).Checked();
        if (File.Exists(session))
        {
            Assert.DoesNotContain("Reused", running.OpenSslClient(version, "-sess_in", session).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public void Without_a_certificate_nothing_is_served(string version)
    {
        ProgramResult client = running.CurlAs(null, null, "/healthz", "--tls-max", version);
        Assert.NotEqual(0, client.ExitCode);
        Assert.StartsWith("000", client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_ones_own_is_refused()
    {
        OpenSsl.Run(
            null, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=admin", "-days", "2",
            "-addext", "extendedKeyUsage=clientAuth", "-keyout", running.Scratch("own-key.pem"), "-out", running.Scratch("own.pem")).Checked();
        ProgramResult client = running.CurlAs(running.Scratch("own.pem"), running.Scratch("own-key.pem"), "/healthz");
        Assert.NotEqual(0, client.ExitCode);
        Assert.StartsWith("000", client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_verify_with_openssl_and_belong_to_their_owner_alone()
    {
        Assert.Equal(0, OpenSsl.Run(null, "verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", running.File("ca.pem"), running.File("client.pem")).ExitCode);
        Assert.Equal(0, OpenSsl.Run(null, "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", running.File("ca.pem"), running.File("server.pem")).ExitCode);
        Assert.All(
            ["ca.pem", "server.pem", "client.pem", "client-key.pem"],
            name => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(running.File(name))));
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_closed_and_keeps_nobody_out()
    {
        long begun = Stopwatch.GetTimestamp();
        TcpClient[] silent = await Task.WhenAll(Enumerable.Range(0, 256).Select(_ => ConnectAsync()));
        try
        {
            // Less than the time of a handshake, which would close it too.
            Assert.True(await IsClosedAsync(TimeSpan.FromSeconds(8)), "one more connection of the same address is closed at once");
            Assert.Equal("200 1.1", running.Curl("/healthz", "--http1.1", "--interface", "127.0.0.2").Checked().Text);
            Assert.Equal(0, await silent[0].GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
            Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(40));
        }
        finally
        {
            Array.ForEach(silent, static client => client.Dispose());
        }

        Assert.True(Poll.Until(() => running.Curl("/healthz").ExitCode == 0, TimeSpan.FromSeconds(20)));
    }

    private async Task<TcpClient> ConnectAsync()
    {
        // Of an address of its own, so that other tests are not concerned.
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
        await client.ConnectAsync(IPAddress.Loopback, running.Port);
        return client;
    }

    private async Task<bool> IsClosedAsync(TimeSpan within)
    {
        try
        {
            using TcpClient client = await ConnectAsync();
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(within) == 0;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
