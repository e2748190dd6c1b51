namespace Dew.Core.Certificates;

/// <summary>What the appliance demands of certificates, apart from their cryptography.</summary>
public static class CertificateRules
{
    /// <summary>Characters of a common name (RFC 5280 appendix A, ub-common-name).</summary>
    public const int MaxNameLength = 64;

    /// <summary>The shortest life of a certificate.</summary>
    public static readonly TimeSpan MinValidity = TimeSpan.FromMinutes(10);

    /// <summary>The longest life of a certificate that is not the authority's own.</summary>
    public static readonly TimeSpan MaxValidity = TimeSpan.FromDays(3650);

    /// <summary>Whether a certificate can be relied on now.</summary>
    /// <param name="record">The certificate.</param>
    /// <param name="now">The time.</param>
    public static bool IsGood(CertificateRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.State == CertificateState.Active && record.NotBefore <= now && now <= record.NotAfter;
    }

    /// <summary>When a certificate ought to be renewed: two thirds of its life are over.</summary>
    /// <param name="notBefore">The beginning of its life.</param>
    /// <param name="notAfter">The end of its life.</param>
    public static DateTimeOffset RenewalDue(DateTimeOffset notBefore, DateTimeOffset notAfter) => notBefore + ((notAfter - notBefore) / 3 * 2);

    /// <summary>Refuses a common name that a certificate cannot carry or people would misread.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The refusal, or null.</returns>
    public static Failure? CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is < 1 or > MaxNameLength || name.Any(char.IsControl) || name != name.Trim() || !IsWellFormed(name)
            ? new Failure(Status.CertificateRequestInvalid, $"The name of a certificate has 1 to {MaxNameLength} characters, none of them a control character, and no space at its ends.")
            : null;
    }

    /// <summary>Refuses a life that is too short or too long.</summary>
    /// <param name="validity">The life.</param>
    /// <returns>The refusal, or null.</returns>
    public static Failure? CheckValidity(TimeSpan validity) => validity < MinValidity || validity > MaxValidity
        ? new Failure(
            Status.CertificateRequestInvalid, $"A certificate is valid for {MinValidity.TotalMinutes:0} minutes to {MaxValidity.TotalDays:0} days.")
        : null;

    /// <summary>Revokes a record.</summary>
    /// <param name="record">The record as it is.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The time.</param>
    /// <returns>The record as it is to be; or <see cref="Status.EntryFixed"/> for the authority, <see cref="Status.CertificateNotActive"/> if it is revoked or expired already.</returns>
    public static Outcome<CertificateRecord> Revoke(CertificateRecord record, RevocationReason reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        return reason is RevocationReason.Unset || !Enum.IsDefined(reason)
            ? new Failure(Status.CertificateRequestInvalid, "There is no such reason for a revocation.")
            : CheckChangeable(record, now) is { } refused ? refused
            : record with { State = CertificateState.Revoked, RevokedAt = now, RevocationReason = reason };
    }

    /// <summary>Refuses what cannot be revoked or renewed any more.</summary>
    /// <param name="record">The record.</param>
    /// <param name="now">The time.</param>
    /// <returns>The refusal, or null.</returns>
    public static Failure? CheckChangeable(CertificateRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Kind is CertificateKind.Authority ? new Failure(Status.EntryFixed, "The appliance's own authority can be neither revoked nor renewed.")
            : record.State != CertificateState.Active ? new Failure(Status.CertificateNotActive, $"Certificate {record.Serial} is revoked.")
            : record.NotAfter < now ? new Failure(Status.CertificateNotActive, $"Certificate {record.Serial} has expired.")
            : null;
    }

    /// <summary>No lone surrogate, which UTF-8 cannot carry.</summary>
    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
