using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Kms;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Identity;

/// <summary>Who asks, whether he may, and how much. The steps are called in the order in which they stand here.</summary>
internal sealed class RequestGate
{
    private readonly ApplianceIdentity _identity;
    private readonly Throttle _throttle;
    private readonly RefusalLog _refusals;

    public RequestGate(ApplianceIdentity identity, Throttle throttle, RefusalLog refusals)
    {
        _identity = identity;
        _throttle = throttle;
        _refusals = refusals;
    }

    /// <summary>Before the body is read: who it may be.</summary>
    internal Outcome<Caller> Recognise(HttpContext http, Route route)
    {
        PeerFeature? peer = http.Features.Get<PeerFeature>();
        return new Caller(
            peer is null ? AuditChannel.Http : AuditChannel.Unix,
            peer is null ? http.Connection.RemoteIpAddress : null,
            new Principal(PrincipalKind.User, _identity.DomainId, "admin"));
    }

    /// <summary>With the body: who it is.</summary>
    internal Outcome<CallContext> Authenticate(HttpContext http, Route route, in Caller caller, ReadOnlySpan<byte> body) => new CallContext
    {
        Principal = caller.Principal!,
        Trace = route.Trace,
        ProjectId = route.HasProject ? ProjectOf(http) : "",
        Channel = caller.Channel,
        Source = caller.Address?.ToString() ?? "",
        RequestId = http.TraceIdentifier,
    };

    /// <summary>Whether the caller and the project are within their limits.</summary>
    internal Throttle.Lease Admit(CallContext call, out Failure? failure) => _throttle.Enter(call.Principal.Id, call.ProjectId, out failure);

    /// <summary>Whether the URL names a project of this appliance.</summary>
    internal Failure? CheckProject(HttpContext http)
    {
        string project = ProjectOf(http);
        return project == _identity.ProjectId ? null : new Failure(Status.ProjectUnknown, project == "{project_id}"
            ? "The URL carries the literal text {project_id}: set the project id in the client's credentials."
            : "The project in the URL is not of this appliance; GET /appliance/v1/state tells the right one.");
    }

    /// <summary>Whether the caller may do this with the resource.</summary>
    internal Failure? Authorize(HttpContext http, CallContext call, Route route, Guid? keyId, KeyRecord? key) => null;

    /// <summary>Counts a refusal of somebody who was not recognised.</summary>
    /// <returns>What to record now, if anything.</returns>
    internal AuditEntry? NoteRefused(HttpContext http, Route route, Failure failure) => _refusals.Note(new AuditEntry
    {
        Trace = Traces.Authenticate,
        Status = failure.Status,
        Principal = Principal.Unknown,
        Channel = http.Features.Get<PeerFeature>() is null ? AuditChannel.Http : AuditChannel.Unix,
        Source = http.Connection.RemoteIpAddress?.ToString() ?? "",
        RequestId = http.TraceIdentifier,
        ResourceId = route.Pattern,
        Message = failure.Message,
    });

    /// <summary>Counts a refusal of somebody who asks too much.</summary>
    /// <returns>What to record now, if anything.</returns>
    internal AuditEntry? NoteThrottled(CallContext call, Failure failure) =>
        _refusals.Note(call.Entry(failure.Status, "Too many requests.") with { Trace = Traces.Throttle });

    private static string ProjectOf(HttpContext http) => http.Request.RouteValues[Route.ProjectParameter] as string ?? "";
}
