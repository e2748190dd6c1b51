namespace Dew.Daemon.Rest;

/// <summary>Routes of one service.</summary>
internal interface IRouteSource
{
    /// <summary>The routes.</summary>
    IReadOnlyList<Route> Routes { get; }
}
