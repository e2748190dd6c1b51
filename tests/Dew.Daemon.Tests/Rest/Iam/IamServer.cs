using System.Text.Json;
using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Kms;
using Dew.Core.Tests.Fakes;
using Dew.Daemon.Hosting;
using Dew.Daemon.Identity;
using Dew.Daemon.Rest;
using Dew.Daemon.Telemetry;
using Dew.Daemon.Tests.Tls;
using Dew.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dew.Daemon.Tests.Rest.Iam;

/// <summary>The routes of the directory and of certificates behind the real pipeline on a Unix socket, over a store in memory. The first user of the machine is admin.</summary>
internal sealed class IamServer : IAsyncDisposable
{
    private const uint AdminUid = 1000;

    private readonly ScratchDirectory _folder = new();
    private readonly InMemoryKeyStore _store = new();
    private readonly Changes _changes;
    private readonly WebApplication _app;
    private readonly RawHttp _http;
    private uint _uid = AdminUid;

    private readonly TestAuthority _authority;

    private IamServer(WebApplicationBuilder builder, TestAuthority authority)
    {
        _authority = authority;
        Identity = new ApplianceIdentity("0123456789abcdef0123456789abcdef", "00112233445566778899aabbccddeeff", "local-1");
        var audit = new AuditTrail(_store.Audit, TimeProvider.System);
        _changes = new Changes(_store, audit);
        Directory = new DirectoryService(_store, _store, _changes, Identity, TimeProvider.System);
        string socket = Path.Combine(_folder.Path, "s");
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket, static listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services
            .AddRoutingCore()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Directory)
            .AddSingleton(new SignatureVerifier<DirectoryKey>(new DirectoryKeys(Directory, TimeProvider.System), new SignatureOptions(), TimeProvider.System))
            .AddSingleton<Authenticator>()
            .AddSingleton<Authorizer>()
            .AddSingleton(new Throttle(new ThrottleOptions(), TimeProvider.System))
            .AddSingleton(new RefusalLog(TimeProvider.System))
            .AddSingleton<RequestGate>()
            .AddSingleton<RequestMetrics>()
            .AddSingleton(authority.Authority)
            .AddIamRoutes()
            .AddSingleton<IRouteSource, CertificateEndpoints>()
            .AddSingleton<RouteTable>()
            .AddSingleton<RestPipeline>()

            // The directory's routes use no key service; whoever came to do so would fail at once.
            .AddSingleton(new ApplianceHolder
            {
                State = new ApplianceState.Operational(Identity, null!, new KeyAccess(new KeyRing(_store, null!)), null!, audit),
            });
        _app = builder.Build();
        _app.Use((http, next) =>
        {
            http.Features.Set(new PeerFeature(_uid, []));
            return next(http);
        });
        _app.UseRouting();
        _app.Services.GetRequiredService<RestPipeline>().Map(_app);
        _app.StartAsync().GetAwaiter().GetResult();
        _http = new RawHttp(socket);
    }

    internal ApplianceIdentity Identity { get; }

    internal DirectoryService Directory { get; }

    internal static async Task<IamServer> StartAsync()
    {
        var server = new IamServer(WebApplication.CreateEmptyBuilder(new WebApplicationOptions()), await TestAuthority.OpenAsync());
        await server.Directory.EnsureBuiltInAsync();
        await server.MapAsync(AdminUid, "admin");
        return server;
    }

    /// <summary>Sends a request as whoever was chosen last.</summary>
    internal HttpAnswer Send(string method, string path, string body = "") => _http.Exchange(method, path, body);

    /// <summary>Sends a request of the directory's API and reads the answer of this status.</summary>
    internal JsonElement Send(int status, string method, string path, string body = "")
    {
        HttpAnswer answer = Send(method, "/appliance/v1/iam/" + path, body);
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Text}");
        return answer.Text.Length == 0 ? default : JsonElement.Parse(answer.Text);
    }

    /// <summary>Makes another user of the machine the sender of what follows.</summary>
    internal async Task ActAsAsync(string user)
    {
        _uid = AdminUid + 1;
        await MapAsync(_uid, user);
    }

    internal JsonElement LastRecord() => JsonElement.Parse(_store.Audit.Records.Values.Last().Json.Span);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _authority.Dispose();
        _changes.Dispose();
        _folder.Dispose();
    }

    private async Task MapAsync(uint uid, string user) => Assert.True(
        (await Directory.PutPeerAsync(CallContext.OfSystem(Traces.Iam("putPeer", "peer")), $"user:{uid}", user)).IsOk);
}
