namespace Dew.Core.Identity;

/// <summary>What a statement does.</summary>
public enum PolicyEffect : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>It allows.</summary>
    Allow = 1,

    /// <summary>It denies, whatever others allow.</summary>
    Deny = 2,
}
