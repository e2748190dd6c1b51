namespace Dew.Core.Audit;

/// <summary>How a request came.</summary>
public enum AuditChannel : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>A Unix socket of this machine.</summary>
    Unix = 1,

    /// <summary>TLS with a client certificate.</summary>
    Tls = 2,

    /// <summary>Plain HTTP on the loopback of a development appliance.</summary>
    Http = 3,

    /// <summary>The appliance's own work.</summary>
    Internal = 4,
}
