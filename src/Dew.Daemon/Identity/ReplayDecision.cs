namespace Dew.Daemon.Identity;

/// <summary>Whether a right signature may be used now.</summary>
internal enum ReplayDecision
{
    /// <summary>Not decided; counts as a refusal.</summary>
    Unset = 0,

    /// <summary>For the first time, or again within moments of the first.</summary>
    Accepted = 1,

    /// <summary>It was used before.</summary>
    Replayed = 2,

    /// <summary>It is not fresh, and whether it was used before is not known: the memory is full, or the process that would know is gone.</summary>
    Unknowable = 3,
}
