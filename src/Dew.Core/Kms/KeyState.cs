namespace Dew.Core.Kms;

/// <summary>The state of a CMK; the numbers are those of the API (reference section 8).</summary>
public enum KeyState : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>Usable.</summary>
    Enabled = 2,

    /// <summary>Switched off by its owner.</summary>
    Disabled = 3,

    /// <summary>Waits for its deletion.</summary>
    PendingDeletion = 4,
}
