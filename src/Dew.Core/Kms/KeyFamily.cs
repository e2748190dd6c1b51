namespace Dew.Core.Kms;

/// <summary>Specifications with the same operations.</summary>
public enum KeyFamily : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>Encrypts and decrypts, with additional authenticated data.</summary>
    Symmetric = 1,

    /// <summary>Encrypts and decrypts, or signs and verifies.</summary>
    Rsa = 2,

    /// <summary>Signs and verifies.</summary>
    EllipticCurve = 3,

    /// <summary>Generates and verifies MACs.</summary>
    Hmac = 4,
}
