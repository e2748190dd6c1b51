namespace Dew.Protocol.Signing;

/// <summary>Why an Authorization header was not understood.</summary>
public enum AuthorizationError
{
    /// <summary>It was.</summary>
    None = 0,

    /// <summary>It is longer than <see cref="AuthorizationHeader.MaxLength"/>.</summary>
    TooLong = 1,

    /// <summary>It does not begin with an algorithm that is spoken here.</summary>
    AlgorithmUnsupported = 2,

    /// <summary>The parts after the algorithm are not as they must be.</summary>
    Malformed = 3,
}
