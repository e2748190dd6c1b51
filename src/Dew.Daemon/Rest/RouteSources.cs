using Dew.Daemon.Telemetry;

namespace Dew.Daemon.Rest;

/// <summary>Everything that has routes.</summary>
internal static class RouteSources
{
    /// <summary>Adds all sources of routes and the table of them.</summary>
    internal static IServiceCollection AddRoutes(this IServiceCollection services) => services
        .AddSingleton<IRouteSource, ApplianceEndpoints>()
        .AddSingleton<IRouteSource, ApplianceMetrics>()
        .AddSingleton<IRouteSource, OperationEndpoints>()
        .AddSingleton<IRouteSource, KmsRoutes>()
        .AddSingleton<IRouteSource, AuditEndpoints>()
        .AddSingleton<IRouteSource, TraceEndpoints>()
        .AddIamRoutes()
        .AddSingleton<IRouteSource, CertificateEndpoints>()
        .AddSingleton<RouteTable>();
}
