using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>The table of routes for those who write policies: which operation needs which action.</summary>
internal sealed class OperationEndpoints : IRouteSource
{
    /// <summary>The table has this source in it, so it is asked for when somebody asks.</summary>
    private readonly IServiceProvider _services;

    public OperationEndpoints(IServiceProvider services) => _services = services;

    public IReadOnlyList<Route> Routes =>
    [
        new()
        {
            Method = HttpMethods.Get,
            Pattern = "/appliance/v1/operations",
            Permission = Route.AnyCaller,
            BodyIsOptional = true,
            Handler = request => request.WriteAsync(
                new OperationsResponse { Operations = [.. _services.GetRequiredService<RouteTable>().All.Select(Describe)] },
                RestJson.Wire.OperationsResponse),
        },
    ];

    private static Operation Describe(Route route) => new()
    {
        Method = route.Method,
        Url = route.Pattern,
        Action = route.Action?.Name ?? "",
        IsOpen = route.OpenHandler is not null,
        States = route.States.HasFlag(AllowedStates.Sealed) ? ["sealed", "operational"] : ["operational"],
        Trace = route.Trace?.Name ?? "",
    };
}
