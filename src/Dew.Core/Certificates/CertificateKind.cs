namespace Dew.Core.Certificates;

/// <summary>What a certificate is for. Numbers are stored and stable for ever.</summary>
public enum CertificateKind : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>The appliance's own authority, self-signed by dew-ca.</summary>
    Authority = 1,

    /// <summary>Servers: this appliance's listener, or others it vouches for.</summary>
    Server = 2,

    /// <summary>Clients of the appliance.</summary>
    Client = 3,
}
