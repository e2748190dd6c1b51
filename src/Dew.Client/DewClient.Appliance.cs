using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <content>The appliance itself.</content>
public sealed partial class DewClient
{
    /// <summary>Returns if the daemon answers at all.</summary>
    public async Task CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        using SecretBuffer body = await _transport.SendAsync(new RestCall(HttpMethod.Get, "/healthz", default), cancellationToken);
    }

    /// <summary>The state of the appliance, its version and its project.</summary>
    public Task<ApplianceStateResponse> GetStateAsync(CancellationToken cancellationToken = default) =>
        GetAsync("/appliance/v1/state", RestJson.Default.ApplianceStateResponse, unhurried: false, cancellationToken);

    /// <summary>Has the appliance examine itself.</summary>
    /// <param name="deep">Also what takes time, such as reading every record; there is no time limit then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<DoctorResponse> ExamineAsync(bool deep, CancellationToken cancellationToken = default) =>
        GetAsync(
            deep ? "/appliance/v1/doctor?deep=true" : "/appliance/v1/doctor",
            RestJson.Default.DoctorResponse,
            unhurried: deep,
            cancellationToken);
}
