namespace Dew.Core.Ports;

/// <summary>What a <see cref="DirectoryEntry"/> describes. Numbers are stored and stable for ever.</summary>
public enum EntryKind : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>A project.</summary>
    Project = 1,

    /// <summary>An enterprise project.</summary>
    EnterpriseProject = 2,

    /// <summary>A user.</summary>
    User = 3,

    /// <summary>A group of users.</summary>
    Group = 4,

    /// <summary>An agency.</summary>
    Agency = 5,

    /// <summary>A custom policy.</summary>
    Policy = 6,

    /// <summary>An access key, without its secret.</summary>
    AccessKey = 7,

    /// <summary>The secret of an access key, as its bytes are.</summary>
    AccessSecret = 8,

    /// <summary>Who a user or group of the operating system is on the Unix sockets.</summary>
    Peer = 9,

    /// <summary>Address ranges that the API may be used from.</summary>
    AccessList = 10,

    /// <summary>A certificate issued by the appliance.</summary>
    Certificate = 11,

    /// <summary>A single value of the appliance, by name.</summary>
    Setting = 12,
}
