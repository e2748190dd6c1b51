using Dew.Core.Identity;

namespace Dew.Core.Certificates;

/// <summary>A certificate issued by the appliance.</summary>
public sealed record CertificateRecord
{
    /// <summary>The serial number: 32 lower-case hexadecimal digits. Unique among the certificates of the appliance.</summary>
    public required string Serial { get; init; }

    /// <summary>What it is for.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>The common name of its subject.</summary>
    public required string SubjectName { get; init; }

    /// <summary>What kind of party it stands for: a user or a service; the system for authority and servers.</summary>
    public required PrincipalKind HolderKind { get; init; }

    /// <summary>The user's id or the service's name; of the system's certificates what part of it: "authority", "listener" or "server".</summary>
    public required string HolderId { get; init; }

    /// <summary>From when on it is valid, to the second.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid, to the second.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Whether it is good.</summary>
    public CertificateState State { get; init; } = CertificateState.Active;

    /// <summary>When it was revoked; null if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked.</summary>
    public RevocationReason RevocationReason { get; init; }

    /// <summary>SHA-256 of its SubjectPublicKeyInfo, 64 lower-case hexadecimal digits.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>The certificate in DER.</summary>
    public required ReadOnlyMemory<byte> Certificate { get; init; }
}
