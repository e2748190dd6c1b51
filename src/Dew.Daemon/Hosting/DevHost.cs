using Dew.Core.Ports;
using Dew.Daemon.Audit;
using Dew.Daemon.Identity;
using Dew.Daemon.Rest;
using Dew.Daemon.Settings;
using Dew.Daemon.Telemetry;
using Dew.Daemon.Tls;
using Dew.SecureMemory;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dew.Daemon.Hosting;

/// <summary>Runs a development appliance from start to stop.</summary>
internal static class DevHost
{
    private const uint OwnerOnly = 0x3F; // 077

    /// <summary>Serves until told to stop.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(DevOptions options, CancellationToken cancellation)
    {
        _ = Interop.Libc.umask(OwnerOnly);
        ProcessHardeningReport hardening = ProcessHardening.Apply();
        using DevDirectory folder = DevDirectory.Open(options.Directory);
        string? configuration = options.ConfigurationFile ?? (File.Exists(folder.ConfigurationFile) ? folder.ConfigurationFile : null);
        DewdSettings settings = configuration is null ? DewdSettings.Defaults(folder) : DewdSettings.Read(configuration, folder);
        using ILoggerFactory loggers = LoggerFactory.Create(ConfigureLogging);
        using DevAppliance appliance = DevAppliance.Start(folder, options.HsmModule, loggers);
        await DevAdministrator.EnsureAsync(folder.AdminFile, appliance.State.Identity, appliance.Directory, settings.Peers, loggers.CreateLogger<DewdSettings>());
        folder.RemoveStaleSocket();
        DevCertificates certificates = await DevCertificates.OpenAsync(folder, appliance);
        DevTls? tls = options.Https is { } endpoint ? await DevTls.OpenAsync(certificates, endpoint, settings.Tls, loggers) : null;
        await using WebApplication app = Build(folder, options, settings, appliance, hardening, certificates, tls);
        await app.StartAsync(cancellation);
        await Console.Out.WriteLineAsync(Ready(folder, options, appliance, app, tls));
        await app.WaitForShutdownAsync(cancellation);
        return ExitCodes.Ok;
    }

    private static string Ready(DevDirectory folder, DevOptions options, DevAppliance appliance, WebApplication app, DevTls? tls)
    {
        string http = options.Http is null ? "" : $" http={new Uri(app.Urls.Single(IsPlainHttp)).Authority}";
        string https = tls is null ? "" : $" https={tls.AddressOf(app)}";
        return $"READY socket={folder.Socket} project_id={appliance.State.Identity.ProjectId} version={DaemonVersion.Text}{http}{https}";
    }

    /// <summary>Kestrel's address of a Unix socket begins with http:// too, and has a port if one asks for it.</summary>
    private static bool IsPlainHttp(string url) =>
        url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("http://unix:", StringComparison.Ordinal);

    private static WebApplication Build(
        DevDirectory folder,
        DevOptions options,
        DewdSettings settings,
        DevAppliance appliance,
        ProcessHardeningReport hardening,
        DevCertificates certificates,
        DevTls? tls)
    {
        // The empty builder reads no configuration: neither files of the current folder nor environment variables open another port.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        ConfigureLogging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => ConfigureKestrel(kestrel, folder, options));
        tls?.AddTo(builder);
        builder.Services
            .AddRoutingCore()
            .AddSystemd()
            .AddSingleton<IMemoryPoolFactory<byte>, ZeroingMemoryPoolFactory>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(hardening)
            .AddSingleton(appliance.Hsm)
            .AddSingleton(appliance.Store)
            .AddSingleton(appliance.Keys)
            .AddSingleton(new ApplianceHolder { State = appliance.State })
            .AddSingleton(appliance.State.Identity)
            .AddSingleton(appliance.Directory)
            .AddSingleton(appliance.Changes)
            .AddSingleton(certificates.Authority)
            .AddSingleton(SignaturesOf(appliance))
            .AddSingleton<Authenticator>()
            .AddSingleton<Authorizer>()
            .AddSingleton(new Throttle(settings.Throttling, TimeProvider.System))
            .AddSingleton(new RefusalLog(TimeProvider.System))
            .AddSingleton<RequestGate>()
            .AddSingleton<Doctor>()
            .AddSingleton(appliance.Audit)
            .AddSingleton(settings.Audit)
            .AddSingleton<IAuditStore>(appliance.Store)
            .AddSingleton<ITokenSigner>(appliance.Hsm)
            .AddSingleton<AuditWorker>()
            .AddSingleton<AuditFollower>()
            .AddHostedService(static services => services.GetRequiredService<AuditWorker>()) // first, so that it stops last and signs everything
            .AddSingleton<RequestMetrics>()
            .AddRoutes()
            .AddSingleton<RestPipeline>()
            .AddHostedService<RefusalWorker>()
            .AddHostedService<DeletionWorker>()
            .AddHostedService<HsmWatch>();
        WebApplication app = builder.Build();
        tls?.Use(app);
        app.UseRouting();
        app.Services.GetRequiredService<RestPipeline>().Map(app);
        return app;
    }

    /// <summary>Which signatures of the last minutes an earlier process accepted, this one cannot know.</summary>
    private static SignatureVerifier<DirectoryKey> SignaturesOf(DevAppliance appliance) => new(
        new DirectoryKeys(appliance.Directory, TimeProvider.System),
        new SignatureOptions { ReplayEarlierUntil = appliance.IsNew ? null : DateTimeOffset.UtcNow },
        TimeProvider.System);

    private static void ConfigureKestrel(KestrelServerOptions kestrel, DevDirectory folder, DevOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = PeerCredentialsMiddleware.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = null; // RequestBody has a limit of its own, with an answer in words
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(10);
        kestrel.ListenUnixSocket(folder.Socket, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            ILogger logger = listen.ApplicationServices.GetRequiredService<ILogger<PeerCredentialsMiddleware>>();
            listen.Use(next => new PeerCredentialsMiddleware(next, logger).OnConnectionAsync);
        });
        if (options.Http is { } http)
        {
            kestrel.Listen(http, static listen => listen.Protocols = HttpProtocols.Http1);
        }
    }

    /// <summary>Everything goes to standard error; standard output is for the READY line.</summary>
    private static void ConfigureLogging(ILoggingBuilder logging) => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        })
        .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}
