namespace Dew.Client.Envelope;

/// <summary>Why an envelope was refused.</summary>
public enum EnvelopeFailure
{
    /// <summary>Never set on a thrown exception.</summary>
    Unset = 0,

    /// <summary>The data does not begin as an envelope does.</summary>
    NotAnEnvelope = 1,

    /// <summary>An envelope of a version or suite this program does not know.</summary>
    Unsupported = 2,

    /// <summary>The data is not what was encrypted: changed, cut within a segment, out of order, continued, or another key's.</summary>
    Damaged = 3,

    /// <summary>The data is authentic as far as it goes but ends too early.</summary>
    Truncated = 4,

    /// <summary>More data than one envelope may hold.</summary>
    TooLarge = 5,
}
