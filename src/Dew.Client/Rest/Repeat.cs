namespace Dew.Client.Rest;

/// <summary>Whether a failed try may be followed by another one.</summary>
internal enum Repeat
{
    /// <summary>Another try would meet the same answer.</summary>
    Never = 0,

    /// <summary>The appliance has done nothing: any call may be tried again.</summary>
    Safe = 1,

    /// <summary>The appliance may have done it: only calls that may be done twice are tried again.</summary>
    Ambiguous = 2,
}
