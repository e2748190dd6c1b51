using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core.Certificates;
using Dew.Core.Identity;

namespace Dew.Daemon.Tls;

/// <summary>Subject and extensions of a certificate to be issued (RFC 5280).</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="SubjectName">The common name.</param>
/// <param name="HolderKind">What kind of party it stands for.</param>
/// <param name="HolderId">The party.</param>
/// <param name="Names">Of a server: its names.</param>
internal sealed record CertificateProfile(CertificateKind Kind, string SubjectName, PrincipalKind HolderKind, string HolderId, ServerNames? Names = null)
{
    internal const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    internal const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private const X509SubjectKeyIdentifierHashAlgorithm KeyIdentifier = X509SubjectKeyIdentifierHashAlgorithm.ShortSha256; // RFC 7093 §2, method 1

    /// <summary>The appliance's own authority; its name tells its key, so that two appliances' authorities are told apart.</summary>
    /// <param name="keyFingerprint">SHA-256 of its key, hexadecimal.</param>
    internal static CertificateProfile Authority(string keyFingerprint) =>
        new(CertificateKind.Authority, $"DEW appliance CA {keyFingerprint[..16]}", PrincipalKind.System, "authority");

    /// <summary>The request for .NET to build.</summary>
    /// <param name="key">The subject's key.</param>
    /// <param name="issuer">The authority's certificate; null when that is what is built.</param>
    internal CertificateRequest Describe(PublicKey key, X509Certificate2? issuer)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(SubjectName);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        bool isAuthority = Kind == CertificateKind.Authority;
        X509KeyUsageFlags usage = isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature;
        var subjectKey = new X509SubjectKeyIdentifierExtension(key, KeyIdentifier, critical: false);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, isAuthority, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(subjectKey);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            issuer?.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First() ?? subjectKey));
        if (!isAuthority)
        {
            string purpose = Kind == CertificateKind.Server ? ServerAuthentication : ClientAuthentication;
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
            request.CertificateExtensions.Add(AlternativeNames());
        }

        return request;
    }

    /// <summary>Server names; of a client the URN of the party, so that it is told apart whatever its name is.</summary>
    private X509Extension AlternativeNames()
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in Names?.DnsNames ?? [])
        {
            names.AddDnsName(name);
        }

        foreach (System.Net.IPAddress address in Names?.Addresses ?? [])
        {
            names.AddIpAddress(address);
        }

        if (Kind == CertificateKind.Client)
        {
            names.AddUri(new Uri($"urn:dew:{(HolderKind == PrincipalKind.Service ? "service" : "user")}:{HolderId}"));
        }

        return names.Build();
    }
}
