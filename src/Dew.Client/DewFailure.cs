namespace Dew.Client;

/// <summary>Why a call to the appliance failed.</summary>
public enum DewFailure
{
    /// <summary>Never set on a thrown exception.</summary>
    Unset = 0,

    /// <summary>The appliance answered with an error; code, status and message are its own.</summary>
    Refused = 1,

    /// <summary>No answer came: nothing listens, the connection broke, or the time ran out.</summary>
    Unreachable = 2,

    /// <summary>An answer came that is not what the API promises.</summary>
    Malformed = 3,
}
