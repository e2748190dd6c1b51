namespace Dew.Core.Identity;

/// <summary>What kind of party acts.</summary>
public enum PrincipalKind : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>A user of the directory.</summary>
    User = 1,

    /// <summary>Somebody who acts for an agency with temporary credentials.</summary>
    Agency = 2,

    /// <summary>A service of the cloud's kind, such as obs.</summary>
    Service = 3,

    /// <summary>The appliance itself, when a job is due.</summary>
    System = 4,

    /// <summary>Nobody that could be recognised. May do nothing; exists so that refusals have an author.</summary>
    Unknown = 5,
}
