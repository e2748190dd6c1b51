using System.Net;
using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Kms;
using Dew.Daemon.Identity;

namespace Dew.Daemon.Rest;

/// <summary>One request on its way: state, caller, limits, body, project, permission, handler.</summary>
internal sealed class Exchange
{
    private readonly HttpContext _http;
    private readonly Route _route;
    private readonly RequestGate _gate;

    internal Exchange(HttpContext http, Route route, RequestGate gate)
    {
        _http = http;
        _route = route;
        _gate = gate;
    }

    /// <summary>Who asks, once that is known: for the record of whatever fails later.</summary>
    internal CallContext? Call { get; private set; }

    /// <summary>Answers the request.</summary>
    internal async ValueTask RunAsync(ApplianceState state)
    {
        if (!IsServedIn(state))
        {
            await RestAnswer.WriteAsync(_http, new Failure(Status.NotOperational, $"The appliance is {state.Name}; it must be operational for this."));
        }
        else if (_route.OpenHandler is { } open)
        {
            await open(_http);
        }
        else
        {
            await RunAsync((ApplianceState.Operational)state);
        }
    }

    private bool IsServedIn(ApplianceState state) =>
        _route.States.HasFlag(state is ApplianceState.Operational ? AllowedStates.Operational : AllowedStates.Sealed);

    private async ValueTask RunAsync(ApplianceState.Operational appliance)
    {
        if (!_gate.Recognise(_http).TryGet(out Caller caller, out Failure failure))
        {
            await RefuseStrangerAsync(appliance, null, failure);
            return;
        }

        Outcome<RequestBytes> reading = await RequestBytes.ReadAsync(_http.Request, _http.RequestAborted);
        if (!reading.TryGet(out RequestBytes bytes, out failure))
        {
            _http.Response.Headers.Connection = failure.Status == Status.BodyTooLong ? "close" : default;
            await RefuseStrangerAsync(appliance, caller.Signature?.ClaimedAccessKey, failure);
            return;
        }

        using (bytes)
        {
            if (!_gate.Authenticate(_http, _route, caller, bytes.Memory.Span).TryGet(out CallContext? call, out failure))
            {
                await RefuseStrangerAsync(appliance, caller.Signature?.ClaimedAccessKey, failure);
                return;
            }

            Call = call;
            await AnswerAsync(appliance, call, caller.Address, bytes);
        }
    }

    private async ValueTask AnswerAsync(ApplianceState.Operational appliance, CallContext call, IPAddress? address, RequestBytes bytes)
    {
        using Throttle.Lease lease = _gate.Admit(call, out Failure? refused);
        if (refused is { } throttled)
        {
            await RefuseAsync(appliance, call, throttled);
            return;
        }

        Outcome<RequestBody> parsing = bytes.Memory.IsEmpty && _route.BodyIsOptional ? RequestBody.Empty : RequestBody.Parse(bytes.Memory);
        if (!parsing.TryGet(out RequestBody? body, out Failure failure))
        {
            await RefuseAsync(appliance, call, failure);
            return;
        }

        using (body)
        {
            RequestFields fields = body.Fields;
            using Scratch scratch = Scratch.Rent(bytes.Memory.Length);
            var request = new RestRequest(_http, appliance, fields, scratch, call);
            call.Request = fields.SafeText();
            if (Authorize(request, address) is { } forbidden)
            {
                await RefuseAsync(appliance, call, forbidden);
                return;
            }

            await _route.Handler!(request);
        }
    }

    /// <summary>The permission is asked for before anything else of the request is judged, so that who may not ask learns nothing.</summary>
    private Failure? Authorize(in RestRequest request, IPAddress? address)
    {
        if (_route.HasProject && _gate.CheckProject(request.Call) is { } foreign)
        {
            return foreign;
        }

        Guid? keyId = KeyOf(request);
        KeyRecord? key = keyId is { } id ? request.Appliance.Access.Find(request.Call.ProjectId, id) : null;
        if (keyId is { } named)
        {
            request.Call.ResourceId = named.ToString();
            request.Call.ResourceName = key?.Alias ?? "";
        }

        string? resourceName = _route.ResourceName?.Invoke(request);
        request.Call.ResourceName = resourceName ?? request.Call.ResourceName;
        var facts = new BodyFacts(request.Fields);
        var target = new AccessTarget(address, keyId, key, _route.Target == RouteTarget.NewKey ? facts : null, facts) { ResourceName = resourceName };
        return _gate.Authorize(request.Call, _route, target) is { } forbidden ? forbidden
            : keyId is not { } missing || key is not null ? null
            : request.Fields.KeyIdIfValid() is null && _route.Target == RouteTarget.KeyInBodyOrCiphertext ? KeyAccess.CiphertextInvalid()
            : KeyAccess.NotFound(missing);
    }

    private Guid? KeyOf(in RestRequest request) => _route.Target switch
    {
        RouteTarget.KeyInBody => request.Fields.KeyIdIfValid(),
        RouteTarget.KeyInBodyOrCiphertext => request.Fields.KeyIdIfValid() ?? request.Fields.KeyOfCiphertext(request.Scratch),
        RouteTarget.KeyInPath => Guid.TryParseExact(request.Path("key_id"), "D", out Guid keyId) ? keyId : null,
        _ => null,
    };

    private async ValueTask RefuseAsync(ApplianceState.Operational appliance, CallContext call, Failure failure)
    {
        if (failure.Status != Status.Throttled)
        {
            await call.RecordAsync(appliance.Audit, failure.Status, failure.Message);
        }
        else if (_gate.NoteThrottled(call, failure) is { } entry)
        {
            await appliance.Audit.AppendAsync(entry);
        }

        await RestAnswer.WriteAsync(_http, failure);
    }

    /// <summary>Strangers cost one record a second for each address and cause, however many requests they send.</summary>
    private async ValueTask RefuseStrangerAsync(ApplianceState.Operational appliance, string? claimedAccessKey, Failure failure)
    {
        if (_gate.NoteRefused(_http, _route, claimedAccessKey, failure) is { } entry)
        {
            await appliance.Audit.AppendAsync(entry);
        }

        await RestAnswer.WriteAsync(_http, failure);
    }
}
