namespace Dew.Core.Identity;

/// <summary>Whether an access key is accepted.</summary>
public enum AccessKeyState : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>It is.</summary>
    Usable = 1,

    /// <summary>The key is disabled.</summary>
    Disabled = 2,

    /// <summary>Its time is over.</summary>
    Expired = 3,

    /// <summary>The user or service it signs for is disabled.</summary>
    OwnerDisabled = 4,
}
