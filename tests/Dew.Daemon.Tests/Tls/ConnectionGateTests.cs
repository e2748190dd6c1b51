using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Daemon.Tls;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Tls;

/// <summary>The limits before the handshake is over, on real sockets.</summary>
public sealed class ConnectionGateTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_client_that_says_nothing_is_closed()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        using TcpClient silent = await server.ConnectAsync();
        Assert.True(await IsClosedAsync(silent));
        Assert.True(await EventuallyAsync(() => server.Listener.Gate is { InHandshake: 0, Open: 0, FailedHandshakes: 1 }));
    }

    [Fact]
    public async Task A_client_that_sends_byte_after_byte_is_closed()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { HandshakeTimeout = TimeSpan.FromMilliseconds(500) });
        using TcpClient slow = await server.ConnectAsync();
        Task<bool> closed = IsClosedAsync(slow);
        byte[] helloOfFourKilobytes = [22, 3, 1, 16, 0, 1, 0, 15, 252, 3, 3];
        for (int i = 0; !closed.IsCompleted; i++)
        {
            try
            {
                await slow.GetStream().WriteAsync(new[] { i < helloOfFourKilobytes.Length ? helloOfFourKilobytes[i] : (byte)0 }, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                break;
            }

            await Task.WhenAny(closed, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.True(await closed);
        Assert.True(await EventuallyAsync(() => server.Listener.Gate.FailedHandshakes == 1));
    }

    [Fact]
    public async Task A_client_that_sends_more_than_a_handshake_needs_is_closed()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { MaxHandshakeBytes = 16 * 1024 });
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=large", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.99999.1", new byte[40 * 1024], critical: false));
        using X509Certificate2 large = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Assert.True(await server.RefusesAsync(large));
        Assert.True(await EventuallyAsync(() => server.Listener.Gate is { FailedHandshakes: 1, TooManyBytes: 1, Open: 0 }));
    }

    [Fact]
    public async Task After_the_handshake_as_many_bytes_may_come_as_one_likes()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { MaxHandshakeBytes = 16 * 1024 });
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        using HttpClient client = server.NewClient(certificate);
        using HttpResponseMessage answer = await client.PostAsync("/", new ByteArrayContent(new byte[4 * 1024 * 1024]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, server.Listener.Gate.TooManyBytes);
    }

    [Fact]
    public async Task An_address_gets_so_many_connections_and_no_more()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { MaxConnectionsPerAddress = 3 });
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        SslStream[] streams = [await server.HandshakeAsync(certificate), await server.HandshakeAsync(certificate), await server.HandshakeAsync(certificate)];
        Assert.True(await IsRefusedAsync(server));
        Assert.Equal(1, server.Listener.Gate.RefusedByAddress);

        using TcpClient elsewhere = new(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await elsewhere.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        Assert.True(await EventuallyAsync(() => server.Listener.Gate.Open == 4));

        await streams[0].DisposeAsync();
        Assert.True(await EventuallyAsync(() => server.Listener.Gate.Open == 3));
        await using SslStream again = await server.HandshakeAsync(certificate);
        await streams[1].DisposeAsync();
        await streams[2].DisposeAsync();
    }

    [Fact]
    public async Task Unfinished_handshakes_are_limited_apart_from_connections()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { MaxHandshakes = 2 });
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        await using SslStream ready = await server.HandshakeAsync(certificate);
        Assert.True(await EventuallyAsync(() => server.Listener.Gate.InHandshake == 0));
        using TcpClient first = await server.ConnectAsync();
        using TcpClient second = await server.ConnectAsync();
        Assert.True(await IsRefusedAsync(server));
        Assert.Equal((1, 3, 2), (server.Listener.Gate.RefusedHandshakes, server.Listener.Gate.Open, server.Listener.Gate.InHandshake));
    }

    [Fact]
    public async Task Connections_are_limited_in_all()
    {
        await using TlsServer server = await TlsServer.StartAsync(new() { MaxConnections = 1, MaxConnectionsPerAddress = 1 });
        using X509Certificate2 certificate = await server.Authority.IssueClientAsync();
        await using SslStream only = await server.HandshakeAsync(certificate);
        Assert.True(await IsRefusedAsync(server));
        Assert.Equal(1, server.Listener.Gate.RefusedTotal);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("0.0.0.1", "0:0:0:1::", false)]
    public void One_address_is_an_ipv4_address_or_an_ipv6_network(string a, string b, bool same) =>
        Assert.Equal(same, AddressKey.Of(IPAddress.Parse(a)) == AddressKey.Of(IPAddress.Parse(b)));

    private static Task<bool> EventuallyAsync(Func<bool> condition) => Task.Run(() => Poll.Until(condition, s_patience));

    /// <summary>A connection that is closed without an answer, perhaps before the client knows that it is one.</summary>
    private static async Task<bool> IsRefusedAsync(TlsServer server)
    {
        try
        {
            using TcpClient client = await server.ConnectAsync();
            return await IsClosedAsync(client);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        byte[] rest = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(rest).AsTask().WaitAsync(s_patience) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
