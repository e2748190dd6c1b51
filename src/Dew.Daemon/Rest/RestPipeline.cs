using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Ports;
using Dew.Daemon.Hosting;

namespace Dew.Daemon.Rest;

/// <summary>What every operation goes through: request id, state, project, body, handler, and the answer to whatever fails.</summary>
internal sealed partial class RestPipeline
{
    private readonly ApplianceHolder _appliance;
    private readonly ApplianceEndpoints _endpoints;
    private readonly ILogger<RestPipeline> _logger;

    public RestPipeline(ApplianceHolder appliance, ApplianceEndpoints endpoints, ILogger<RestPipeline> logger)
    {
        _appliance = appliance;
        _endpoints = endpoints;
        _logger = logger;
    }

    internal void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (Route route in KmsRoutes.All)
        {
            MapOne(endpoints.MapMethods, route.Pattern, route.Method, http => HandleAsync(http, route));
        }

        foreach ((string pattern, Func<HttpContext, ValueTask> handler) in _endpoints.Queries)
        {
            MapOne(endpoints.MapMethods, pattern, HttpMethods.Get, handler);
        }

        endpoints.MapFallback(http => RunAsync(http, static http => RestAnswer.WriteAsync(
            http, new Failure(Status.UrlInvalid, "There is no such API on this appliance."))));

        void MapOne(
            Func<string, IEnumerable<string>, RequestDelegate, IEndpointConventionBuilder> map,
            string pattern,
            string method,
            Func<HttpContext, ValueTask> handler)
        {
            var otherMethod = new Failure(Status.MethodUnsupported, $"This URL takes {method} only.");
            map(pattern, [method], http => RunAsync(http, handler));
            endpoints.Map(pattern, http => RunAsync(http, http => RestAnswer.WriteAsync(http, otherMethod)));
        }
    }

    /// <summary>Gives the request its id and answers what it throws; a message to the client never carries an exception's text.</summary>
    private async Task RunAsync(HttpContext http, Func<HttpContext, ValueTask> handle)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        try
        {
            await CallerThread.Start(handle, http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            LogAborted(http.TraceIdentifier);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, new Failure(Status.BodyNotJson, $"The request could not be read: {e.Message}"), e);
        }
        catch (StoreException e)
        {
            LogStoreTrouble(e, http.TraceIdentifier, http.Request.Path);
            await RefuseAsync(http, e.Status == Status.StoreUnwritable
                ? new Failure(e.Status, "The store cannot be written: its disk is full or failing. The change is not confirmed.")
                : new Failure(e.Status, "A stored record cannot be read or believed; the appliance's log names it."), e);
        }
        catch (Exception e)
        {
            LogDefect(e, http.TraceIdentifier, http.Request.Path);
            await RefuseAsync(http, new Failure(Status.Internal, "The appliance has a defect; its log says more."), e);
        }
    }

    private static ValueTask RefuseAsync(HttpContext http, Failure failure, Exception cause)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return ValueTask.CompletedTask;
        }

        if (cause is BadHttpRequestException)
        {
            http.Response.Headers.Connection = "close";
        }

        return RestAnswer.WriteAsync(http, failure);
    }

    private async ValueTask HandleAsync(HttpContext http, Route route)
    {
        if (_appliance.State is not ApplianceState.Operational appliance)
        {
            await RestAnswer.WriteAsync(http, new Failure(Status.NotOperational, $"The appliance is {_appliance.State.Name}; it must be operational for this."));
            return;
        }

        if (CheckProject(http, appliance.Identity) is { } foreign)
        {
            await RestAnswer.WriteAsync(http, foreign);
            return;
        }

        Outcome<RequestBody> reading = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        if (!reading.TryGet(out RequestBody? body, out Failure failure))
        {
            if (failure.Status == Status.BodyTooLong)
            {
                http.Response.Headers.Connection = "close";
            }

            await RestAnswer.WriteAsync(http, failure);
            return;
        }

        using (body)
        {
            using Scratch scratch = Scratch.Rent(body.Length);
            await route.Handler(new RestRequest(http, appliance, body.Fields, scratch));
        }
    }

    private static Failure? CheckProject(HttpContext http, ApplianceIdentity identity)
    {
        string? project = http.Request.RouteValues["project_id"] as string;
        return project == identity.ProjectId ? null : new Failure(Status.ProjectUnknown, project == "{project_id}"
            ? "The URL carries the literal text {project_id}: set the project id in the client's credentials."
            : "The project in the URL is not of this appliance; GET /appliance/v1/state tells the right one.");
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Request {RequestId}: the client went away.")]
    private partial void LogAborted(string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} to {Path}: trouble with the store.")]
    private partial void LogStoreTrouble(Exception exception, string requestId, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} to {Path}: a defect.")]
    private partial void LogDefect(Exception exception, string requestId, string path);
}
