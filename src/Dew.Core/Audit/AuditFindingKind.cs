namespace Dew.Core.Audit;

/// <summary>What can be wrong with the chain.</summary>
public enum AuditFindingKind : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>A record is not the one that its successor names.</summary>
    Changed = 1,

    /// <summary>Records are missing.</summary>
    Removed = 2,

    /// <summary>A record lies at the place of another.</summary>
    Reordered = 3,

    /// <summary>A signed head of the store names a record beyond the end.</summary>
    TailCut = 4,

    /// <summary>The store does not have what was signed last: it is an older copy, or its end was cut together with its heads.</summary>
    RolledBack = 5,

    /// <summary>The records fit each other but not a signed head.</summary>
    Rewritten = 6,

    /// <summary>A head is not one that this appliance signed.</summary>
    HeadInvalid = 7,

    /// <summary>A record cannot be believed: its seal is broken.</summary>
    Unreadable = 8,

    /// <summary>A line or record is none.</summary>
    Malformed = 9,

    /// <summary>A record is older than the one before it.</summary>
    TimeBack = 10,

    /// <summary>The beginning is missing and no signed head vouches for what is left.</summary>
    Unfounded = 11,

    /// <summary>The chain says itself that operations were not recorded because nothing could be written.</summary>
    Gap = 12,

    /// <summary>The chain says itself that at a start it did not fit what was signed before.</summary>
    Mismatch = 13,
}
