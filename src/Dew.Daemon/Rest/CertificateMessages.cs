using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core.Certificates;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Certificates as their API shows them.</summary>
internal static class CertificateMessages
{
    private static readonly (RevocationReason Reason, string Word)[] s_reasons =
    [
        (RevocationReason.Unspecified, "unspecified"),
        (RevocationReason.KeyCompromise, "key-compromise"),
        (RevocationReason.AffiliationChanged, "affiliation-changed"),
        (RevocationReason.Superseded, "superseded"),
        (RevocationReason.CessationOfOperation, "cessation-of-operation"),
        (RevocationReason.PrivilegeWithdrawn, "privilege-withdrawn"),
    ];

    /// <summary>The words for reasons.</summary>
    internal static IEnumerable<string> Reasons => s_reasons.Select(static pair => pair.Word);

    /// <summary>The reason a word stands for; Unset for none.</summary>
    internal static RevocationReason Reason(string word) => s_reasons.FirstOrDefault(pair => pair.Word == word).Reason;

    /// <summary>One of many: without the certificate itself.</summary>
    internal static CertificateInfo Show(CertificateRecord record, DateTimeOffset now) => new()
    {
        Serial = record.Serial,
        Kind = record.Kind switch
        {
            CertificateKind.Authority => "authority",
            CertificateKind.Server => "server",
            _ => "client",
        },
        Name = record.SubjectName,
        HolderType = record.HolderKind switch
        {
            PrincipalKind.User => "user",
            PrincipalKind.Service => "service",
            _ => "system",
        },
        HolderId = record.HolderId,
        NotBefore = record.NotBefore.UtcDateTime,
        NotAfter = record.NotAfter.UtcDateTime,
        Issued = record.IssuedAt.UtcDateTime,
        State = record.State != CertificateState.Active ? "revoked" : record.NotAfter < now ? "expired" : "active",
        Revoked = record.RevokedAt?.UtcDateTime,
        Reason = s_reasons.FirstOrDefault(pair => pair.Reason == record.RevocationReason).Word,
        KeyFingerprint = record.KeyFingerprint,
    };

    /// <summary>One, with everything.</summary>
    internal static CertificateInfo ShowWhole(CertificateRecord record, DateTimeOffset now) => Show(record, now) with
    {
        Names = record.Kind == CertificateKind.Server ? Names(record) : null,
        Certificate = PemEncoding.WriteString("CERTIFICATE", record.Certificate.Span) + "\n",
    };

    private static string[] Names(CertificateRecord record)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(record.Certificate.Span);
        return certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names
            ? [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(static address => address.ToString())]
            : [];
    }
}
