using Dew.Daemon.Telemetry;

namespace Dew.Daemon.Rest;

/// <summary>Every operation that is served, of all services. The one place that says who may do what in which state.</summary>
internal static class RouteTable
{
    /// <summary>All routes.</summary>
    internal static IReadOnlyList<Route> Of(ApplianceEndpoints appliance, ApplianceMetrics metrics) =>
    [
        .. appliance.Routes,
        metrics.Route,
        .. KmsRoutes.All,
    ];
}
