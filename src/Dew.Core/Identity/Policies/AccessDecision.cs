namespace Dew.Core.Identity;

/// <summary>Whether somebody may do something.</summary>
public enum AccessDecision : byte
{
    /// <summary>Nobody decided; treated as no.</summary>
    Unset = 0,

    /// <summary>Yes.</summary>
    Allowed = 1,

    /// <summary>No: a Deny applies.</summary>
    DeniedByStatement = 2,

    /// <summary>No: no Allow applies.</summary>
    NotAllowed = 3,
}
