namespace Dew.Protocol.Rest;

/// <summary>A certificate that the appliance issued.</summary>
public sealed record CertificateInfo
{
    /// <summary>The serial number: 32 lower-case hexadecimal digits.</summary>
    public required string Serial { get; init; }

    /// <summary>authority, server or client.</summary>
    public required string Kind { get; init; }

    /// <summary>The common name of its subject.</summary>
    public required string Name { get; init; }

    /// <summary>Of a client: user or service. Otherwise system.</summary>
    public required string HolderType { get; init; }

    /// <summary>Of a client: the user's id or the service's name. Otherwise authority, listener or server.</summary>
    public required string HolderId { get; init; }

    /// <summary>Of a server, where one certificate is shown: its host names and addresses.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>From when on it is valid.</summary>
    public required DateTime NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTime NotAfter { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTime Issued { get; init; }

    /// <summary>active, expired or revoked.</summary>
    public required string State { get; init; }

    /// <summary>When it was revoked; absent if it was not.</summary>
    public DateTime? Revoked { get; init; }

    /// <summary>Why it was revoked, in the words of <see cref="RevokeCertificateRequest.Reason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 of its SubjectPublicKeyInfo in hexadecimal digits.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>Where one certificate is shown: the certificate in PEM.</summary>
    public string? Certificate { get; init; }
}
