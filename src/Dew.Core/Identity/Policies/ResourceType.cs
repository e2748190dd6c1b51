namespace Dew.Core.Identity;

/// <summary>What kind of thing an action is done to, as the Resource of a policy can name it.</summary>
public enum ResourceType : byte
{
    /// <summary>Nothing that a policy could single out: lists, quotas, random numbers.</summary>
    None = 0,

    /// <summary>A CMK, by its id: <c>KMS:*:*:KeyId:…</c>.</summary>
    Key = 1,

    /// <summary>A secret, by its name: <c>CSMS:*:*:secretName:…</c>.</summary>
    Secret = 2,

    /// <summary>An SSH key pair, by its name: <c>KPS:*:*:SSHKeyPair:…</c>.</summary>
    KeyPair = 3,

    /// <summary>A user of the appliance, by name: <c>DEW:*:*:user:…</c>; so are all that follow.</summary>
    User = 4,

    /// <summary>A group.</summary>
    Group = 5,

    /// <summary>A project.</summary>
    Project = 6,

    /// <summary>An enterprise project.</summary>
    EnterpriseProject = 7,

    /// <summary>An agency.</summary>
    Agency = 8,

    /// <summary>A custom policy.</summary>
    Policy = 9,

    /// <summary>A mapping of an operating system's user or group.</summary>
    Peer = 10,

    /// <summary>An access key, by its id.</summary>
    AccessKey = 11,

    /// <summary>An access list.</summary>
    AccessList = 12,

    /// <summary>A certificate, by its serial number.</summary>
    Certificate = 13,
}
