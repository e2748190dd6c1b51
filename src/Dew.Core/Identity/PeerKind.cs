namespace Dew.Core.Identity;

/// <summary>What of the operating system is mapped to a user of the appliance.</summary>
public enum PeerKind : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>A user, by its number.</summary>
    User = 1,

    /// <summary>A group, by its number.</summary>
    Group = 2,
}
