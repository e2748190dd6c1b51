namespace Dew.Core.Certificates;

/// <summary>Whether a certificate is good; its validity in time is another matter. Numbers are stored and stable for ever.</summary>
public enum CertificateState : byte
{
    /// <summary>Not assigned; never good.</summary>
    Unset = 0,

    /// <summary>Issued and not revoked.</summary>
    Active = 1,

    /// <summary>Revoked, for ever.</summary>
    Revoked = 2,
}
