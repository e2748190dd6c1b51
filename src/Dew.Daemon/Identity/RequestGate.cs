using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Identity;

/// <summary>Who asks, whether he may, and how much. The steps are called in the order in which they stand here.</summary>
internal sealed class RequestGate
{
    private readonly Authenticator _authenticator;
    private readonly Authorizer _authorizer;
    private readonly Throttle _throttle;
    private readonly RefusalLog _refusals;

    public RequestGate(Authenticator authenticator, Authorizer authorizer, Throttle throttle, RefusalLog refusals)
    {
        _authenticator = authenticator;
        _authorizer = authorizer;
        _throttle = throttle;
        _refusals = refusals;
    }

    /// <summary>Before the body is read: who it may be.</summary>
    internal Outcome<Caller> Recognise(HttpContext http) => _authenticator.Recognise(http);

    /// <summary>With the body: who it is, and whether he may come from there.</summary>
    internal Outcome<CallContext> Authenticate(HttpContext http, Route route, in Caller caller, ReadOnlySpan<byte> body)
    {
        if (!_authenticator.Complete(caller, body).TryGet(out Principal? principal, out Failure failure))
        {
            return failure;
        }

        if (_authorizer.CheckAddress(principal, caller.Address) is { } refused)
        {
            return refused;
        }

        return new CallContext
        {
            Principal = principal,
            Trace = route.Trace,
            RefusalTrace = route.RefusalTrace,
            ProjectId = route.HasProject ? http.Request.RouteValues[Route.ProjectParameter] as string ?? "" : "",
            Channel = caller.Channel,
            Source = caller.Address?.ToString() ?? "",
            RequestId = http.TraceIdentifier,
        };
    }

    /// <summary>Whether the caller and the project are within their limits.</summary>
    internal Throttle.Lease Admit(CallContext call, out Failure? failure) => _throttle.Enter(call.Principal.Id, call.ProjectId, out failure);

    /// <summary>Whether the URL names a project of this appliance.</summary>
    internal Failure? CheckProject(CallContext call) => _authorizer.CheckProject(call.ProjectId);

    /// <summary>Whether the caller may do this.</summary>
    internal Failure? Authorize(CallContext call, Route route, in AccessTarget target) => _authorizer.Check(call, route, target);

    /// <summary>Counts a refusal of somebody who was not recognised.</summary>
    /// <returns>What to record now, if anything.</returns>
    internal AuditEntry? NoteRefused(HttpContext http, Route route, string? claimedAccessKey, Failure failure)
    {
        AuditChannel channel = Authenticator.ChannelOf(http);
        return _refusals.Note(new AuditEntry
        {
            Trace = Traces.Authenticate,
            Status = failure.Status,
            Principal = Principal.Unknown with { AccessKeyId = claimedAccessKey },
            Channel = channel,
            Source = channel == AuditChannel.Unix ? "" : http.Connection.RemoteIpAddress?.ToString() ?? "",
            RequestId = http.TraceIdentifier,
            ResourceId = route.Pattern,
            Message = failure.Message,
        });
    }

    /// <summary>Counts a refusal of somebody who asks too much.</summary>
    /// <returns>What to record now, if anything.</returns>
    internal AuditEntry? NoteThrottled(CallContext call, Failure failure) =>
        _refusals.Note(call.Entry(failure.Status, "Too many requests.") with { Trace = Traces.Throttle });
}
