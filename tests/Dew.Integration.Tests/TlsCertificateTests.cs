using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>Certificates from issue to revocation, made by the native dew and shown to the native daemon.</summary>
public sealed class TlsCertificateTests(TlsDaemon running) : IClassFixture<TlsDaemon>
{
    [Fact]
    public void A_certificate_speaks_for_its_user_and_for_nobody_else()
    {
        (string certificate, string key, string name) = IssueForNewUser();

        Assert.Equal("403 2", running.CurlAs(certificate, key, "/metrics").Checked().Text);
        Assert.Equal("200 2", running.CurlAs(certificate, key, "/v3/projects").Checked().Text);
        Dew("iam", "group", "create", $"g-{name}");
        Dew("iam", "policy", "attach", "Appliance Operator", "--group", $"g-{name}");
        Dew("iam", "user", "add-to-group", name, $"g-{name}");
        Assert.Equal("200 2", running.CurlAs(certificate, key, "/metrics").Checked().Text);

        Dew("iam", "user", "disable", name);
        Assert.Equal("401 2", running.CurlAs(certificate, key, "/metrics").Checked().Text);
    }

    [Fact]
    public async Task A_revoked_certificate_ends_its_open_connections_within_a_second_and_gets_no_new_one()
    {
        (string certificate, string key, _) = IssueForNewUser();
        using X509Certificate2 client = X509Certificate2.CreateFromPemFile(certificate, key);
        await using SslStream open = await ConnectAsync(client);
        await open.WriteAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        byte[] buffer = new byte[4096];
        int read = await open.ReadAsync(buffer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);

        Dew("cert", "revoke", client.SerialNumber.ToLowerInvariant());
        long revoked = Stopwatch.GetTimestamp();

        Assert.True(await IsEndedAsync(open));
        Assert.True(Stopwatch.GetElapsedTime(revoked) < TimeSpan.FromSeconds(1));
        Assert.NotEqual(0, running.CurlAs(certificate, key, "/healthz").ExitCode);
    }

    [Fact]
    public void A_request_made_by_openssl_is_signed_and_renewed()
    {
        string name = NewUser();
        string key = running.Scratch($"{name}.key");
        string request = running.Scratch($"{name}.csr");
        string certificate = running.Scratch($"{name}.crt");
        OpenSsl.Run(null, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-subj", "/CN=whoever", "-keyout", key, "-out", request).Checked();

        Dew("cert", "issue", "--user", name, "--csr", request, "--output-dir", running.Scratch(name));
        File.Copy(Directory.EnumerateFiles(running.Scratch(name), "*.pem").Single(), certificate);

        Assert.Equal("200 2", running.CurlAs(certificate, key, "/healthz").Checked().Text);
        using X509Certificate2 issued = X509CertificateLoader.LoadCertificateFromFile(certificate);
        Assert.Equal($"CN={name}", issued.Subject);
    }

    [Fact]
    public void A_server_certificate_is_none_for_a_client()
    {
        string folder = running.Scratch($"s-{Guid.NewGuid():N}");
        Dew("cert", "issue", "--server", "--name", "other.example", "--output-dir", folder);
        string key = Directory.EnumerateFiles(folder, "*-key.pem").Single();
        string certificate = Directory.EnumerateFiles(folder, "*.pem").Single(file => file != key);

        Assert.Equal(0, OpenSsl.Run(null, "verify", "-purpose", "sslserver", "-CAfile", running.File("ca.pem"), certificate).ExitCode);
        Assert.NotEqual(0, running.CurlAs(certificate, key, "/healthz").ExitCode);
    }

    /// <summary>By an end in order or by a reset.</summary>
    private static async Task<bool> IsEndedAsync(SslStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(20)) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private (string Certificate, string Key, string Name) IssueForNewUser()
    {
        string name = NewUser();
        string folder = running.Scratch(name);
        Dew("cert", "issue", "--user", name, "--output-dir", folder);
        return (Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}-key.pem"), name);
    }

    private string NewUser()
    {
        string name = $"u{Guid.NewGuid():N}";
        Dew("iam", "user", "create", name);
        return name;
    }

    private void Dew(params string[] arguments) => Cli.Run(running.Daemon.SocketPath, arguments).Checked();

    private async Task<SslStream> ConnectAsync(X509Certificate2 certificate)
    {
        var tcp = new TcpClient("127.0.0.1", running.Port);
        using X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(running.File("ca.pem"));
        var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificates = [certificate],
            EnabledSslProtocols = SslProtocols.Tls13,
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
        });
        return tls;
    }
}
