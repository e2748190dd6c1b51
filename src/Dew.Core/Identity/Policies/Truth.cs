namespace Dew.Core.Identity;

/// <summary>Whether a condition holds.</summary>
internal enum Truth : byte
{
    False = 0,
    True = 1,

    /// <summary>The front end did not say what the condition asks about. A Deny then applies, an Allow does not.</summary>
    Unknown = 2,
}
