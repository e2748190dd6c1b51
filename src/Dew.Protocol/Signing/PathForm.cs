namespace Dew.Protocol.Signing;

/// <summary>
/// How the path of a request becomes the path that is signed. One is the rule; the others are what the Node SDK signs when a path has
/// escapes, because it encodes a path that is encoded already.
/// </summary>
public enum PathForm
{
    /// <summary>The rule: decoded, then encoded segment by segment.</summary>
    Decoded = 0,

    /// <summary>Encoded once more as it stands, so that %20 becomes %2520.</summary>
    EncodedAgain = 1,

    /// <summary>Encoded once more but for escapes of bytes above 7F: Node escapes a space first and other scripts only when signing.</summary>
    AsciiEncodedAgain = 2,
}
