namespace Dew.Daemon.Rest;

/// <summary>States of the box, to be combined.</summary>
[Flags]
internal enum AllowedStates
{
    /// <summary>Not assigned: served never.</summary>
    None = 0,

    /// <summary>While the HSM is not logged in and the store is not readable.</summary>
    Sealed = 1,

    /// <summary>While it serves.</summary>
    Operational = 2,

    /// <summary>Always.</summary>
    Any = Sealed | Operational,
}
