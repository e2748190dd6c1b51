using Dew.Core.Appliance;
using Dew.Daemon.Hosting;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>The appliance about itself. Liveness and state answer in every state of the box, and to everybody.</summary>
internal sealed class ApplianceEndpoints : IRouteSource
{
    private readonly ApplianceHolder _appliance;
    private readonly Doctor _doctor;

    public ApplianceEndpoints(ApplianceHolder appliance, Doctor doctor)
    {
        _appliance = appliance;
        _doctor = doctor;
    }

    public IReadOnlyList<Route> Routes =>
    [
        Open("/healthz", static http => RestAnswer.WriteAsync(http, "{}"u8.ToArray())),
        Open("/appliance/v1/state", StateAsync),
        new()
        {
            Method = HttpMethods.Get,
            Pattern = "/appliance/v1/doctor",
            Permission = "dew:appliance:doctor",
            BodyIsOptional = true,
            Handler = DoctorAsync,
        },
    ];

    private static Route Open(string pattern, Func<HttpContext, ValueTask> handler) => new()
    {
        Method = HttpMethods.Get,
        Pattern = pattern,
        Permission = null,
        States = AllowedStates.Any,
        OpenHandler = handler,
    };

    private ValueTask StateAsync(HttpContext http)
    {
        ApplianceIdentity? identity = (_appliance.State as ApplianceState.Operational)?.Identity;
        return RestAnswer.WriteAsync(
            http,
            new ApplianceStateResponse
            {
                State = _appliance.State.Name,
                Degraded = _doctor.Degradations(),
                Version = DaemonVersion.Text,
                ProjectId = identity?.ProjectId ?? "",
                DomainId = identity?.DomainId ?? "",
                Region = identity?.Region ?? "",
            },
            RestJson.Wire.ApplianceStateResponse);
    }

    private ValueTask DoctorAsync(RestRequest request)
    {
        bool deep = request.Query("deep") == "true";
        return request.WriteAsync(
            new DoctorResponse { Checks = _doctor.Examine(deep, request.Http.RequestAborted) }, RestJson.Wire.DoctorResponse);
    }
}
