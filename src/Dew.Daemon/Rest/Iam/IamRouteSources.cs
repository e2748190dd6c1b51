namespace Dew.Daemon.Rest;

/// <summary>Everything that serves the directory.</summary>
internal static class IamRouteSources
{
    /// <summary>Adds the routes of the directory; the directory itself has to be there.</summary>
    internal static IServiceCollection AddIamRoutes(this IServiceCollection services) => services
        .AddSingleton<IRouteSource, IamUserEndpoints>()
        .AddSingleton<IRouteSource, IamGroupEndpoints>()
        .AddSingleton<IRouteSource, IamAttachmentEndpoints>()
        .AddSingleton<IRouteSource, IamProjectEndpoints>()
        .AddSingleton<IRouteSource, IamAgencyEndpoints>()
        .AddSingleton<IRouteSource, IamPolicyEndpoints>()
        .AddSingleton<IRouteSource, IamAccessKeyEndpoints>()
        .AddSingleton<IRouteSource, IamServiceEndpoints>()
        .AddSingleton<IRouteSource, IamNetworkEndpoints>()
        .AddSingleton<IRouteSource, IamExplainEndpoints>()
        .AddSingleton<IRouteSource, IamLookUpEndpoints>();
}
