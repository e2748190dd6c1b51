using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dew.Core;
using Dew.Core.Certificates;
using Dew.Core.Identity;
using Dew.Daemon.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dew.Daemon.Tls;

/// <summary>Mutual TLS of a development appliance, with the files its clients need in DIR/tls.</summary>
internal sealed partial class DevTls
{
    private readonly TlsEndpoint _endpoint;
    private readonly TlsUpkeep _upkeep;

    private DevTls(TlsEndpoint endpoint, CertificateAuthority authority, TlsListener listener, TlsUpkeep upkeep)
    {
        _endpoint = endpoint;
        _upkeep = upkeep;
        Authority = authority;
        Listener = listener;
    }

    internal CertificateAuthority Authority { get; }

    internal TlsListener Listener { get; }

    /// <summary>Readies everything the listener needs.</summary>
    /// <exception cref="StartException">The HSM did not sign, or the folder cannot be written.</exception>
    internal static async ValueTask<DevTls> OpenAsync(DevDirectory folder, DevAppliance appliance, TlsEndpoint endpoint, ILoggerFactory loggers)
    {
        TimeProvider time = TimeProvider.System;
        var options = new TlsOptions();
        string tls = Directory.CreateDirectory(Path.Combine(folder.Path, "tls"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        CertificateAuthority authority = Require(
            await CertificateAuthority.OpenAsync(appliance.Hsm, new DirectoryCertificateStore(appliance.Store, appliance.Changes), time));
        PrivateFile.Replace(Path.Combine(tls, "ca.pem"), PrivateFile.Pem("CERTIFICATE", authority.Certificate.RawData));

        ILogger logger = loggers.CreateLogger<DevTls>();
        var certificate = new ListenerCertificate(authority, LocalNames.Of(endpoint.Address), options, time, loggers.CreateLogger<ListenerCertificate>());
        certificate.Changed += der => WriteServerCertificate(Path.Combine(tls, "server.pem"), der, logger);
        Require(await certificate.RenewIfDueAsync());
        var files = new ClientKeyFiles(Path.Combine(tls, "client.pem"), Path.Combine(tls, "client-key.pem"));
        Require(await files.EnsureAsync(authority, Administrator(appliance.State.Identity.DomainId), time));

        var connections = new ConnectionRegistry();
        authority.Revoked += connections.Abort;
        var clients = new ClientCertificates(authority, time, loggers.CreateLogger<ClientCertificates>());
        return new DevTls(
            endpoint, authority, new TlsListener(options, certificate, clients, connections, time),
            new TlsUpkeep(certificate, connections, options, time, loggers.CreateLogger<TlsUpkeep>()));
    }

    /// <summary>Adds listener and upkeep to the server.</summary>
    internal void AddTo(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => Listener.Configure(kestrel, _endpoint));
        builder.Services.AddHostedService(_ => _upkeep);
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

    /// <summary>The user that every appliance has; its id follows from the domain's.</summary>
    private static Principal Administrator(string domainId) => new(
        PrincipalKind.User, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"user:admin:{domainId}")).AsSpan(0, 16)), "admin");

    private static T Require<T>(Outcome<T> outcome) =>
        outcome.TryGet(out T? value, out Failure failure) ? value : throw new StartException($"TLS cannot be served: {failure.Message}");

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
