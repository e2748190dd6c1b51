namespace Dew.Client;

/// <summary>Who can have policies.</summary>
public enum PolicyHolder
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>A group: its members may do what the policy says.</summary>
    Group = 1,

    /// <summary>An agency: who has assumed it may do so.</summary>
    Agency = 2,

    /// <summary>A service.</summary>
    Service = 3,
}
