using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Dew.Daemon.Tls;

/// <summary>Mutual TLS: HTTP/1.1 and HTTP/2 on one port, chosen by ALPN. A connection's way: gate → TLS → <see cref="OnSecuredAsync"/> → HTTP.</summary>
internal sealed class TlsListener
{
    private static readonly CipherSuitesPolicy s_suites = new(
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ]);

    private static readonly TimeSpan s_patienceAtEnd = TimeSpan.FromSeconds(2);
    private static readonly List<SslApplicationProtocol> s_http = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    private readonly TlsOptions _options;
    private readonly ListenerCertificate _certificate;
    private readonly ClientCertificates _clients;
    private readonly TimeProvider _time;

    internal TlsListener(
        TlsOptions options, ListenerCertificate certificate, ClientCertificates clients, ConnectionRegistry connections, TimeProvider time)
    {
        options.Validate();
        _options = options;
        _certificate = certificate;
        _clients = clients;
        _time = time;
        Connections = connections;
        Gate = new ConnectionGate(options);
    }

    /// <summary>The limits before the handshake, and their counters.</summary>
    internal ConnectionGate Gate { get; }

    /// <summary>The open connections.</summary>
    internal ConnectionRegistry Connections { get; }

    /// <summary>Adds the listener to the server.</summary>
    internal void Configure(KestrelServerOptions kestrel, TlsEndpoint endpoint)
    {
        if (endpoint.Address is { } address)
        {
            kestrel.Listen(address, endpoint.Port, Configure);
        }
        else
        {
            kestrel.ListenAnyIP(endpoint.Port, Configure);
        }
    }

    /// <summary>Request middleware, first in the row: a connection outlives its certificate by no request. Connections without TLS pass.</summary>
    internal Task CheckRequestAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<TlsFeature>() is { } tls && !tls.IsGood(_time.GetUtcNow()))
        {
            http.Abort();
            Connections.Abort(tls.Serial);
            return Task.CompletedTask;
        }

        return next(http);
    }

    private void Configure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.Use(next => connection => Gate.OnConnectionAsync(connection, next));
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = _options.HandshakeTimeout,
            OnConnection = _ => ValueTask.FromResult(NewHandshake()),
        });
        listen.Use(next => connection => OnSecuredAsync(connection, next));
    }

    private SslServerAuthenticationOptions NewHandshake() => new()
    {
        ServerCertificateContext = _certificate.Current,
        ApplicationProtocols = s_http,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CipherSuitesPolicy = s_suites,
        ClientCertificateRequired = true,
        CertificateChainPolicy = _clients.NewPolicy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => _clients.Accept(certificate, chain, errors),
        AllowRenegotiation = false,
        AllowTlsResume = false, // a resumed session would skip the look at the certificate
        EncryptionPolicy = EncryptionPolicy.RequireEncryption,
    };

    /// <summary>Behind TLS. Entered in the registry first and looked at again after, so that no revocation falls between the two.</summary>
    private async Task OnSecuredAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        ConnectionGate.HandshakeIsOver(connection);
        if (connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate && _clients.Recognise(certificate) is { } record)
        {
            var tls = new TlsFeature(record);
            using IDisposable entry = Connections.Enter(connection, tls);
            if (_clients.Recognise(certificate) is not null)
            {
                connection.Features.Set(tls);
                await next(connection);
                await CloseAsync(connection);
                return;
            }
        }

        connection.Abort(new ConnectionAbortedException("The client's certificate is not good any more."));
    }

    /// <summary>The close_notify that the server leaves out (RFC 8446 §6.1): without it clients cannot tell an end from a cut, and some report one.</summary>
    private async Task CloseAsync(ConnectionContext connection)
    {
        if (connection.ConnectionClosed.IsCancellationRequested || connection.Features.Get<ISslStreamFeature>() is not { } tls)
        {
            return;
        }

        try
        {
            await tls.SslStream.ShutdownAsync().WaitAsync(s_patienceAtEnd, _time);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            // The client is gone, or does not read: then it needs no word of the end.
        }
    }
}
