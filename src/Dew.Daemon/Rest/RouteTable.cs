namespace Dew.Daemon.Rest;

/// <summary>Every operation that is served, of all services. The one place that says who may do what in which state.</summary>
internal sealed class RouteTable
{
    /// <exception cref="InvalidOperationException">A route does not say all that must be said of it, or one is there twice.</exception>
    public RouteTable(IEnumerable<IRouteSource> sources)
    {
        All = [.. sources.SelectMany(static source => source.Routes)];
        foreach (Route route in All)
        {
            Check(route);
        }

        if (All.GroupBy(static route => (route.Method, route.Pattern)).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"{twice.Key.Method} {twice.Key.Pattern} is in the table twice.");
        }
    }

    /// <summary>All routes.</summary>
    internal IReadOnlyList<Route> All { get; }

    private static void Check(Route route)
    {
        bool open = route.OpenHandler is not null && route.Handler is null && route.Permission is null;
        bool guarded = route.OpenHandler is null && route.Handler is not null && (route.Action is not null || route.Permission == Route.AnyCaller)
            && route.States == AllowedStates.Operational;
        if (route.States == AllowedStates.None || !(open || guarded))
        {
            throw new InvalidOperationException($"{route.Method} {route.Pattern} says neither who may use it nor that it is open to everybody.");
        }
    }
}
