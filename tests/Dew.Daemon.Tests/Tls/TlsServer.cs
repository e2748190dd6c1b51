using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Dew.Core.Certificates;
using Dew.Daemon.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dew.Daemon.Tests.Tls;

/// <summary>The listener in a server of its own on a free port. Answers with the serial of the client's certificate; /wait answers never.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TlsServer(WebApplication app, TestAuthority authority, TlsListener listener, ListenerCertificate certificate, TaskCompletionSource waiting)
    {
        _app = app;
        Authority = authority;
        Listener = listener;
        Certificate = certificate;
        Waiting = waiting.Task;
        Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    internal TestAuthority Authority { get; }

    internal TlsListener Listener { get; }

    internal ListenerCertificate Certificate { get; }

    /// <summary>Completes when a request to /wait is being served.</summary>
    internal Task Waiting { get; }

    internal int Port { get; }

    internal static async Task<TlsServer> StartAsync(TlsOptions? options = null)
    {
        options ??= new TlsOptions();
        TestAuthority authority = await TestAuthority.OpenAsync();
        var certificate = new ListenerCertificate(
            authority.Authority, new ServerNames(["localhost"], [IPAddress.Loopback]), options, authority.Time, NullLogger.Instance);
        await certificate.RenewIfDueAsync();
        var connections = new ConnectionRegistry();
        authority.Authority.Revoked += connections.Abort;
        var clients = new ClientCertificates(authority.Authority, authority.Time, NullLogger.Instance);
        var listener = new TlsListener(options, certificate, clients, connections, authority.Time);
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => listener.Configure(kestrel, new TlsEndpoint(IPAddress.Loopback, 0)));
        builder.Services.AddHostedService(_ => new TlsUpkeep(certificate, connections, options, authority.Time, NullLogger.Instance));
        WebApplication app = builder.Build();
        app.Use(next => http => listener.CheckRequestAsync(http, next));
        app.Run(async http =>
        {
            if (http.Request.Path == "/wait")
            {
                waiting.TrySetResult();
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }

            string answer = $"{http.Request.Protocol} {http.Features.Get<TlsFeature>()!.Serial}";
            http.Response.ContentLength = answer.Length;
            await http.Response.WriteAsync(answer);
        });
        await app.StartAsync();
        return new TlsServer(app, authority, listener, certificate, waiting);
    }

    /// <summary>A client of its own connections.</summary>
    internal HttpClient NewClient(X509Certificate2? certificate, Version? version = null) => new(NewHandler(certificate), disposeHandler: true)
    {
        BaseAddress = new Uri($"https://localhost:{Port}"),
        DefaultRequestVersion = version ?? HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>A bare connection.</summary>
    internal async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        return client;
    }

    /// <summary>TLS without HTTP. Throws, or the first read ends, when it is refused.</summary>
    internal async Task<SslStream> HandshakeAsync(X509Certificate2? certificate, SslProtocols protocols = SslProtocols.None)
    {
        TcpClient client = await ConnectAsync();
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            CertificateChainPolicy = TrustAuthority(),
        });
        return stream;
    }

    /// <summary>Whether the server refuses a certificate, whenever in the handshake or after it that shows.</summary>
    internal async Task<bool> RefusesAsync(X509Certificate2? certificate)
    {
        using HttpClient client = NewClient(certificate);
        try
        {
            (await client.GetAsync("/")).Dispose();
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Authority.Dispose();
    }

    private SocketsHttpHandler NewHandler(X509Certificate2? certificate) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            CertificateChainPolicy = TrustAuthority(),
        },
    };

    private X509ChainPolicy TrustAuthority()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = Authority.Time.GetUtcNow().LocalDateTime,
            VerificationTimeIgnored = false,
        };
        policy.CustomTrustStore.Add(Authority.Authority.Certificate);
        return policy;
    }
}
