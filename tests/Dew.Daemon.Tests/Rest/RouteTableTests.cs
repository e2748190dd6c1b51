using Dew.Core.Appliance;
using Dew.Core.Identity;
using Dew.Daemon.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Tests.Rest;

public sealed class RouteTableTests
{
    /// <summary>The operations of the user guide's table 6-2 that are served, by their URL under /v1.0/{project_id}/kms/, and what the table says of the four roles.</summary>
    private static readonly (string Operation, string Method, string Url)[] s_guide =
    [
        ("Creating a key", "POST", "create-key"),
        ("Enable a key", "POST", "enable-key"),
        ("Disable a key", "POST", "disable-key"),
        ("Schedule key deletion", "POST", "schedule-key-deletion"),
        ("Cancel scheduled key deletion", "POST", "cancel-key-deletion"),
        ("Modify a key alias", "POST", "update-key-alias"),
        ("Modify key description", "POST", "update-key-description"),
        ("Generate a random number", "POST", "gen-random"),
        ("Create a DEK", "POST", "create-datakey"),
        ("Create a plaintext-free DEK", "POST", "create-datakey-without-plaintext"),
        ("Encrypt a DEK", "POST", "encrypt-datakey"),
        ("Decrypt a DEK", "POST", "decrypt-datakey"),
        ("Encrypt data", "POST", "encrypt-data"),
        ("Decrypt data", "POST", "decrypt-data"),
        ("Send signature messages", "POST", "sign"),
        ("Authenticate signature", "POST", "verify"),
        ("Query key tags", "GET", "{key_id}/tags"),
        ("Add tags to a key", "POST", "{key_id}/tags"),
        ("Delete key tags", "DELETE", "{key_id}/tags/{**tag_key}"),
        ("Query the key list", "POST", "list-keys"),
        ("Query key details", "POST", "describe-key"),
        ("Query public key", "POST", "get-publickey"),
    ];

    private static readonly string[] s_mayAll = ["KMS Administrator", "KMS CMKFullAccess"];

    private static readonly string[] s_mayNothing = ["DEW KeypairFullAccess", "DEW KeypairReadOnlyAccess"];

    /// <summary>What only looks, and so is also for KMS CMKReadOnlyAccess.</summary>
    private static readonly string[] s_looking = ["Query key tags", "Query the key list", "Query key details", "Query public key"];

    private static readonly RouteTable s_table = Table();

    public static TheoryData<string, string, string> GuideOperations() => [.. s_guide];

    public static TheoryData<string, string> Routes() => [.. s_table.All.Select(static route => (route.Method, route.Pattern))];

    [Theory]
    [MemberData(nameof(GuideOperations))]
    public void Every_role_may_do_what_the_user_guide_says(string operation, string method, string url)
    {
        Route route = s_table.All.Single(r => r.Method == method && r.Pattern == "/v1.0/{project_id}/kms/" + url);

        Assert.All(s_mayAll, role => Assert.True(Allows(role, route), role));
        Assert.All(s_mayNothing, role => Assert.False(Allows(role, route), role));
        Assert.Equal(s_looking.Contains(operation), Allows("KMS CMKReadOnlyAccess", route));
        Assert.All(["CSMS FullAccess", "CSMS ReadOnlyAccess", "Appliance Auditor", "Appliance Operator"], role => Assert.False(Allows(role, route), role));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_sealed_appliance_serves_only_what_is_declared_for_it(string method, string pattern)
    {
        Route route = s_table.All.Single(r => r.Method == method && r.Pattern == pattern);
        var http = new DefaultHttpContext();
        http.Response.Body = new MemoryStream();
        bool reached = false;
        Route probe = route.OpenHandler is null ? route : route with
        {
            OpenHandler = _ =>
            {
                reached = true;
                return ValueTask.CompletedTask;
            },
        };

        await new Exchange(http, probe, gate: null!).RunAsync(new ApplianceState.Sealed());

        Assert.Equal(route.States.HasFlag(AllowedStates.Sealed), reached);
        Assert.Equal(reached ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, http.Response.StatusCode);
    }

    [Fact]
    public void Only_liveness_and_state_are_open_to_everybody() =>
        Assert.Equal(
            ["/appliance/v1/state", "/healthz"],
            s_table.All.Where(static route => route.Permission is null).Select(static route => route.Pattern).Order(StringComparer.Ordinal));

    [Fact]
    public void Only_what_decides_by_the_caller_itself_or_is_public_needs_no_action() =>
        Assert.Equal(
            [
                "/appliance/v1/certificates/ca", "/appliance/v1/certificates/crl", "/appliance/v1/iam/agencies/{agency}/assume", "/appliance/v1/operations",
                "/v3.0/OS-CREDENTIAL/securitytokens", "/v3/auth/domains", "/v3/projects",
            ],
            s_table.All.Where(static route => route.Permission == Route.AnyCaller).Select(static route => route.Pattern).Order(StringComparer.Ordinal));

    /// <summary>Whatever the router knows is an entry of the table, or refuses: the other methods of its URLs, and everything else.</summary>
    [Fact]
    public async Task Nothing_is_reachable_that_is_not_in_the_table()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        await using WebApplication app = builder.Build();
        new RestPipeline(null!, null!, s_table, null!, NullLogger<RestPipeline>.Instance).Map(app);

        var served = new List<Route>();
        foreach (RouteEndpoint endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).Cast<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<Route>() is { } route)
            {
                Assert.Equal([route.Method], endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods);
                served.Add(route);
                continue;
            }

            var http = new DefaultHttpContext();
            http.Response.Body = new MemoryStream();
            await endpoint.RequestDelegate!(http);
            Assert.True(http.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed);
        }

        Assert.Equal(s_table.All, served);
    }

    [Fact]
    public void A_route_that_says_nothing_about_its_callers_is_refused()
    {
        var route = new Route { Method = "GET", Pattern = "/x", Permission = null, Handler = static _ => ValueTask.CompletedTask };

        Assert.Throws<InvalidOperationException>(() => new RouteTable([new Source(route)]));
    }

    [Fact]
    public void A_route_with_an_unknown_action_is_refused()
    {
        var route = new Route { Method = "GET", Pattern = "/x", Permission = "kms:cmk:nonsense", Handler = static _ => ValueTask.CompletedTask };

        Assert.Throws<ArgumentException>(() => new RouteTable([new Source(route)]));
    }

    private static bool Allows(string role, Route route)
    {
        AccessRules rules = AccessRules.Compile([SystemPolicies.Find(role)!]);
        return rules.Decide(new AccessRequest
        {
            Action = route.Action!,
            PrincipalId = "u",
            PrincipalName = "u",
            Time = DateTimeOffset.UnixEpoch,
            KeyId = route.Target == RouteTarget.None ? null : Guid.NewGuid(),
        }) == AccessDecision.Allowed;
    }

    /// <summary>The table as the daemon has it; nothing of it is called here, so what the handlers need is left out.</summary>
    private static RouteTable Table()
    {
        var services = new ServiceCollection();
        services.AddRoutes();
        return new RouteTable(services
            .Where(static service => service.ServiceType == typeof(IRouteSource))
            .Select(static service => (IRouteSource)Activator.CreateInstance(
                service.ImplementationType!, service.ImplementationType!.GetConstructors()[0].GetParameters().Select(static _ => (object?)null).ToArray())!));
    }

    private sealed class Source(params Route[] routes) : IRouteSource
    {
        public IReadOnlyList<Route> Routes => routes;
    }
}
