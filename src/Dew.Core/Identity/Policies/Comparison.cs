namespace Dew.Core.Identity;

/// <summary>How two values are held against each other, before any Not.</summary>
internal enum Comparison : byte
{
    Unset = 0,
    Equal = 1,
    EqualIgnoringCase = 2,

    /// <summary>With a wildcard in the value like <see cref="Match"/>, without one the value occurs anywhere.</summary>
    Like = 3,

    /// <summary>The value is a pattern with * and ?.</summary>
    Match = 4,
    Start = 5,
    End = 6,
    Within = 7,
    Less = 8,
    LessOrEqual = 9,
    Greater = 10,
    GreaterOrEqual = 11,
}
