using System.Diagnostics;
using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Ports;
using Dew.Daemon.Hosting;
using Dew.Daemon.Identity;
using Dew.Daemon.Telemetry;

namespace Dew.Daemon.Rest;

/// <summary>Serves the routes of the table and nothing else; gives every request an id, and an answer to whatever it throws.</summary>
internal sealed partial class RestPipeline
{
    private readonly ApplianceHolder _appliance;
    private readonly RequestGate _gate;
    private readonly RouteTable _table;
    private readonly RequestMetrics _requests;
    private readonly ILogger<RestPipeline> _logger;

    public RestPipeline(
        ApplianceHolder appliance, RequestGate gate, RouteTable table, RequestMetrics requests, ILogger<RestPipeline> logger)
    {
        _appliance = appliance;
        _gate = gate;
        _table = table;
        _requests = requests;
        _logger = logger;
    }

    internal void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (IGrouping<string, Route> url in _table.All.GroupBy(static route => route.Pattern))
        {
            foreach (Route route in url)
            {
                endpoints.MapMethods(url.Key, [route.Method], http => RunAsync(http, route)).WithMetadata(route);
            }

            string methods = string.Join(", ", url.Select(static route => route.Method));
            var otherMethod = new Failure(Status.MethodUnsupported, $"This URL takes {methods} only.");
            endpoints.Map(url.Key, http => RefuseAsync(http, otherMethod, methods));
        }

        endpoints.MapFallback(static http => RefuseAsync(http, new Failure(Status.UrlInvalid, "There is no such API on this appliance."), ""));
    }

    private static Task RefuseAsync(HttpContext http, Failure failure, string allowed)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        http.Response.Headers.Allow = allowed.Length > 0 ? allowed : default;
        return RestAnswer.WriteAsync(http, failure).AsTask();
    }

    /// <summary>Gives the request its id and answers what it throws; a message to the client never carries an exception's text.</summary>
    private async Task RunAsync(HttpContext http, Route route)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        if (RequestFraming.Check(http.Request.Headers) is { } doubtful)
        {
            http.Response.Headers.Connection = "close";
            await RestAnswer.WriteAsync(http, doubtful);
            return;
        }

        long begun = Stopwatch.GetTimestamp();
        ApplianceState state = _appliance.State;
        var exchange = new Exchange(http, route, _gate);
        try
        {
            await CallerThread.Start(static work => work.Exchange.RunAsync(work.State), (Exchange: exchange, State: state));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            LogAborted(http.TraceIdentifier);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(exchange, state, http, new Failure(Status.BodyNotJson, $"The request could not be read: {e.Message}"), e);
        }
        catch (StoreException e)
        {
            LogStoreTrouble(e, http.TraceIdentifier, http.Request.Path);
            await RefuseAsync(exchange, state, http, e.Status == Status.StoreUnwritable
                ? new Failure(e.Status, "The store cannot be written: its disk is full or failing. The change is not confirmed.")
                : new Failure(e.Status, "A stored record cannot be read or believed; the appliance's log names it."), e);
        }
        catch (Exception e)
        {
            LogDefect(e, http.TraceIdentifier, http.Request.Path);
            await RefuseAsync(exchange, state, http, new Failure(Status.Internal, "The appliance has a defect; its log says more."), e);
        }
        finally
        {
            _requests.Note(route, http.Response.StatusCode, Stopwatch.GetElapsedTime(begun));
        }
    }

    private static async ValueTask RefuseAsync(Exchange exchange, ApplianceState state, HttpContext http, Failure failure, Exception cause)
    {
        if (exchange.Call is { } call && state is ApplianceState.Operational appliance)
        {
            await call.RecordAsync(appliance.Audit, failure.Status, failure.Message);
        }

        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        if (cause is BadHttpRequestException)
        {
            http.Response.Headers.Connection = "close";
        }

        await RestAnswer.WriteAsync(http, failure);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Request {RequestId}: the client went away.")]
    private partial void LogAborted(string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} to {Path}: trouble with the store.")]
    private partial void LogStoreTrouble(Exception exception, string requestId, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} to {Path}: a defect.")]
    private partial void LogDefect(Exception exception, string requestId, string path);
}
