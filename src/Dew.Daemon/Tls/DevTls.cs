using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dew.Daemon.Tls;

/// <summary>Mutual TLS of a development appliance.</summary>
internal sealed partial class DevTls
{
    private readonly TlsEndpoint _endpoint;
    private readonly TlsUpkeep _upkeep;

    private DevTls(TlsEndpoint endpoint, TlsListener listener, TlsUpkeep upkeep)
    {
        _endpoint = endpoint;
        _upkeep = upkeep;
        Listener = listener;
    }

    internal TlsListener Listener { get; }

    /// <summary>Readies everything the listener needs, its certificate included, which is written to DIR/tls/server.pem.</summary>
    /// <exception cref="Hosting.StartException">The HSM did not sign.</exception>
    internal static async ValueTask<DevTls> OpenAsync(
        DevCertificates certificates, TlsEndpoint endpoint, TlsOptions options, ILoggerFactory loggers)
    {
        TimeProvider time = TimeProvider.System;
        CertificateAuthority authority = certificates.Authority;
        string serverFile = Path.Combine(certificates.Folder, "server.pem");
        ILogger logger = loggers.CreateLogger<DevTls>();
        var certificate = new ListenerCertificate(authority, LocalNames.Of(endpoint.Address), options, time, loggers.CreateLogger<ListenerCertificate>());
        certificate.Changed += der => WriteServerCertificate(serverFile, der, logger);
        DevCertificates.Require(await certificate.RenewIfDueAsync());

        var connections = new ConnectionRegistry();
        authority.Revoked += connections.Abort;
        var clients = new ClientCertificates(authority, time, loggers.CreateLogger<ClientCertificates>());
        return new DevTls(
            endpoint, new TlsListener(options, certificate, clients, connections, time),
            new TlsUpkeep(certificate, connections, options, time, loggers.CreateLogger<TlsUpkeep>()));
    }

    /// <summary>Adds listener and upkeep to the server.</summary>
    internal void AddTo(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => Listener.Configure(kestrel, _endpoint));
        builder.Services.AddSingleton(Listener).AddHostedService(_ => _upkeep);
    }

    /// <summary>Adds the check of each request; before everything else.</summary>
    internal void Use(WebApplication app) => app.Use(next => http => Listener.CheckRequestAsync(http, next));

    /// <summary>Where the listener is reached from this machine, with its actual port, once the server runs. "localhost" stands for all addresses.</summary>
    internal string AddressOf(WebApplication app)
    {
        string bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .First(static address => address.StartsWith("https://", StringComparison.Ordinal));
        Uri uri = new(bound);
        return string.Create(CultureInfo.InvariantCulture, $"{(_endpoint.Address is null ? "localhost" : uri.Host)}:{uri.Port}");
    }

    /// <summary>Clients trust the authority, not this file; so a full disk does not stop a renewal.</summary>
    private static void WriteServerCertificate(string path, ReadOnlyMemory<byte> der, ILogger logger)
    {
        try
        {
            PrivateFile.Replace(path, PrivateFile.Pem("CERTIFICATE", der.Span));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(logger, e, path);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The listener's new certificate could not be written to {Path}.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, string path);
}
