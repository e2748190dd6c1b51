using Dew.Core.Certificates;
using Dew.Core.Identity;

namespace Dew.Daemon.Tls;

/// <summary>Whose certificate opened a connection. On the connection's features, and so on those of each of its requests.</summary>
internal sealed class TlsFeature
{
    private readonly DateTimeOffset _notAfter;
    private volatile bool _revoked;

    internal TlsFeature(CertificateRecord certificate)
    {
        Serial = certificate.Serial;
        SubjectName = certificate.SubjectName;
        HolderKind = certificate.HolderKind;
        HolderId = certificate.HolderId;
        _notAfter = certificate.NotAfter;
    }

    /// <summary>The certificate's serial, 32 lower-case hexadecimal digits.</summary>
    internal string Serial { get; }

    /// <summary>The name the certificate was issued with. A name, not a proof: the holder's id counts.</summary>
    internal string SubjectName { get; }

    /// <summary>A user or a service.</summary>
    internal PrincipalKind HolderKind { get; }

    /// <summary>The user's id or the service's name.</summary>
    internal string HolderId { get; }

    /// <summary>Whether the certificate still counts; to be asked for every request, costs two comparisons.</summary>
    internal bool IsGood(DateTimeOffset now) => !_revoked && now <= _notAfter;

    /// <summary>By the registry.</summary>
    internal void Revoke() => _revoked = true;
}
