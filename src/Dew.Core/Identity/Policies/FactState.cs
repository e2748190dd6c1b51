namespace Dew.Core.Identity;

/// <summary>What came of asking a request for the value of a condition key.</summary>
internal enum FactState : byte
{
    /// <summary>Known to have no value.</summary>
    Absent = 0,

    /// <summary>It has a value.</summary>
    Present = 1,

    /// <summary>It may have one, but the front end did not say.</summary>
    Unknown = 2,
}
