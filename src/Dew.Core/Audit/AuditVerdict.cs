namespace Dew.Core.Audit;

/// <summary>What a verification came to.</summary>
public enum AuditVerdict : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>Nothing is missing and nothing is changed, as far as heads are signed.</summary>
    Intact = 1,

    /// <summary>The chain is intact, and says itself that something is missing or did not fit.</summary>
    Incomplete = 2,

    /// <summary>Records or heads were damaged or manipulated.</summary>
    Broken = 3,

    /// <summary>The records fit each other, but no signed head vouches for any of them: anybody could have written them.</summary>
    NotSigned = 4,
}
