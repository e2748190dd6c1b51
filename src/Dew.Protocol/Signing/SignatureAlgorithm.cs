namespace Dew.Protocol.Signing;

/// <summary>How a request is signed with an access key.</summary>
public enum SignatureAlgorithm
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>SDK-HMAC-SHA256: HMAC-SHA-256 under the secret key itself.</summary>
    SdkHmacSha256 = 1,

    /// <summary>V11-HMAC-SHA256: HMAC-SHA-256 under a key derived from the secret key for a day, a region and a service.</summary>
    V11HmacSha256 = 2,
}
