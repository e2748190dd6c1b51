namespace Dew.Core.Identity;

/// <summary>What kind of entry policies are attached to.</summary>
public enum PolicyHolder : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>A group: the policies of its members.</summary>
    Group = 1,

    /// <summary>An agency: the policies of who acts for it.</summary>
    Agency = 2,

    /// <summary>A service principal.</summary>
    Service = 3,
}
