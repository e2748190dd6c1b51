using System.Text.Json;
using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <content>Agencies and services of the directory.</content>
public sealed partial class DewClient
{
    /// <summary>Creates an agency.</summary>
    public Task<IamAgency> CreateAgencyAsync(AgencyRequest request, CancellationToken cancellationToken = default) =>
        PostAsync(Iam + "agencies", request, IamJson.Default.AgencyRequest, IamJson.Default.IamAgency, cancellationToken);

    /// <summary>All agencies, by name.</summary>
    public Task<IamAgencies> ListAgenciesAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "agencies", IamJson.Default.IamAgencies, unhurried: false, cancellationToken);

    /// <summary>One agency.</summary>
    public Task<IamAgency> GetAgencyAsync(string agency, CancellationToken cancellationToken = default) =>
        GetAsync(AgencyPath(agency), IamJson.Default.IamAgency, unhurried: false, cancellationToken);

    /// <summary>Changes an agency; what is null stays, and trust is replaced as a whole.</summary>
    public Task<IamAgency> UpdateAgencyAsync(string agency, AgencyRequest change, CancellationToken cancellationToken = default) =>
        PutAsync(AgencyPath(agency), change, IamJson.Default.AgencyRequest, IamJson.Default.IamAgency, cancellationToken);

    /// <summary>Deletes an agency; its temporary credentials are not accepted any more.</summary>
    public Task DeleteAgencyAsync(string agency, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, AgencyPath(agency), default, cancellationToken);

    /// <summary>Gets temporary credentials of an agency that trusts the caller.</summary>
    /// <param name="agency">Its id or name.</param>
    /// <param name="duration">How long they shall live, in whole seconds; null for the appliance's default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The credentials; the caller disposes them.</returns>
    public async Task<TemporaryCredential> AssumeAgencyAsync(string agency, TimeSpan? duration = null, CancellationToken cancellationToken = default)
    {
        var request = new AssumeAgencyRequest { DurationSeconds = duration is { } life ? checked((int)life.TotalSeconds) : null };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, IamJson.Default.AssumeAgencyRequest);
        using SecretBuffer answer = await _transport.SendAsync(new RestCall(HttpMethod.Post, AgencyPath(agency) + "/assume", json), cancellationToken);
        return ReadTemporary(SecretJsonReader.ReadObject(answer.DangerousGetSpan(), "credential"));
    }

    /// <summary>All services, by name.</summary>
    public Task<IamServices> ListServicesAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "services", IamJson.Default.IamServices, unhurried: false, cancellationToken);

    /// <summary>One service.</summary>
    public Task<IamService> GetServiceAsync(string service, CancellationToken cancellationToken = default) =>
        GetAsync(ServicePath(service), IamJson.Default.IamService, unhurried: false, cancellationToken);

    /// <summary>Has the appliance accept or refuse everything of a service.</summary>
    public Task<IamService> UpdateServiceAsync(string service, bool enabled, CancellationToken cancellationToken = default) =>
        PutAsync(
            ServicePath(service),
            new UpdateServiceRequest { Enabled = enabled },
            IamJson.Default.UpdateServiceRequest,
            IamJson.Default.IamService,
            cancellationToken);

    private static TemporaryCredential ReadTemporary(ReadOnlySpan<byte> credential)
    {
        string access = SecretJsonReader.ReadText(credential, "access");
        string token = SecretJsonReader.ReadText(credential, "securitytoken");
        string expires = SecretJsonReader.ReadText(credential, "expires_at");
        return new TemporaryCredential(SecretJsonReader.ReadUtf8(credential, "secret")) { AccessKeyId = access, SecurityToken = token, ExpiresAt = expires };
    }

    private static string AgencyPath(string agency) => Iam + "agencies/" + RestPath.Segment(agency);

    private static string ServicePath(string service) => Iam + "services/" + RestPath.Segment(service);
}
