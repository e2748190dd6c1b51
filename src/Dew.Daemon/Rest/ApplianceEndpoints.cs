using Dew.Core.Appliance;
using Dew.Daemon.Hosting;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>The appliance about itself. Liveness and state answer in every state of the box.</summary>
internal sealed class ApplianceEndpoints
{
    private readonly ApplianceHolder _appliance;
    private readonly Doctor _doctor;

    public ApplianceEndpoints(ApplianceHolder appliance, Doctor doctor)
    {
        _appliance = appliance;
        _doctor = doctor;
    }

    internal IReadOnlyList<(string Pattern, Func<HttpContext, ValueTask> Handler)> Queries =>
    [
        ("/healthz", static http => RestAnswer.WriteAsync(http, "{}"u8.ToArray())),
        ("/appliance/v1/state", StateAsync),
        ("/appliance/v1/doctor", DoctorAsync),
    ];

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

    private ValueTask DoctorAsync(HttpContext http)
    {
        bool deep = string.Equals(http.Request.Query["deep"], "true", StringComparison.Ordinal);
        return RestAnswer.WriteAsync(
            http, new DoctorResponse { Checks = _doctor.Examine(deep, http.RequestAborted) }, RestJson.Wire.DoctorResponse);
    }
}
