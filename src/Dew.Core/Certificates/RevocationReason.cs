namespace Dew.Core.Certificates;

/// <summary>Why a certificate was revoked (RFC 5280 §5.3.1). Numbers are ours, stored and stable for ever.</summary>
public enum RevocationReason : byte
{
    /// <summary>Not assigned: not revoked.</summary>
    Unset = 0,

    /// <summary>No reason was given.</summary>
    Unspecified = 1,

    /// <summary>The private key is or may be in other hands.</summary>
    KeyCompromise = 2,

    /// <summary>The holder's name or place has changed.</summary>
    AffiliationChanged = 3,

    /// <summary>Another certificate takes its place.</summary>
    Superseded = 4,

    /// <summary>It is not needed any more.</summary>
    CessationOfOperation = 5,

    /// <summary>The holder may no longer do what it was issued for.</summary>
    PrivilegeWithdrawn = 6,
}
