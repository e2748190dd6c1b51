using System.Text;
using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <content>Certificates of the appliance's own authority.</content>
public sealed partial class DewClient
{
    private const string Certificates = "/appliance/v1/certificates";

    /// <summary>Has a certificate issued.</summary>
    public Task<CertificateInfo> IssueCertificateAsync(IssueCertificateRequest request, CancellationToken cancellationToken = default) =>
        PostAsync(
            Certificates, request, CertificateRestJson.Default.IssueCertificateRequest, CertificateRestJson.Default.CertificateInfo, cancellationToken);

    /// <summary>All certificates in the order they were issued.</summary>
    public Task<CertificateListResponse> ListCertificatesAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Certificates, CertificateRestJson.Default.CertificateListResponse, unhurried: false, cancellationToken);

    /// <summary>One certificate.</summary>
    public Task<CertificateInfo> GetCertificateAsync(string serial, CancellationToken cancellationToken = default) =>
        GetAsync(CertificatePath(serial), CertificateRestJson.Default.CertificateInfo, unhurried: false, cancellationToken);

    /// <summary>Has another certificate issued for the same subject; the old one stays valid.</summary>
    public Task<CertificateInfo> RenewCertificateAsync(string serial, RenewCertificateRequest request, CancellationToken cancellationToken = default) =>
        PostAsync(
            CertificatePath(serial) + "/renew",
            request,
            CertificateRestJson.Default.RenewCertificateRequest,
            CertificateRestJson.Default.CertificateInfo,
            cancellationToken);

    /// <summary>Revokes a certificate, for ever.</summary>
    /// <param name="serial">The certificate.</param>
    /// <param name="reason">Why; null for no reason.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<CertificateInfo> RevokeCertificateAsync(string serial, string? reason = null, CancellationToken cancellationToken = default) =>
        PostAsync(
            CertificatePath(serial) + "/revoke",
            new RevokeCertificateRequest { Reason = reason },
            CertificateRestJson.Default.RevokeCertificateRequest,
            CertificateRestJson.Default.CertificateInfo,
            cancellationToken);

    /// <summary>The authority's certificate in PEM.</summary>
    public Task<string> GetAuthorityCertificateAsync(CancellationToken cancellationToken = default) => GetTextAsync(Certificates + "/ca", cancellationToken);

    /// <summary>The list of revoked certificates in PEM.</summary>
    public Task<string> GetRevocationListAsync(CancellationToken cancellationToken = default) => GetTextAsync(Certificates + "/crl", cancellationToken);

    private async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using SecretBuffer body = await _transport.SendAsync(new RestCall(HttpMethod.Get, path, default), cancellationToken);
        return Encoding.UTF8.GetString(body.DangerousGetSpan());
    }

    private static string CertificatePath(string serial) => $"{Certificates}/{RestPath.Segment(serial)}";
}
