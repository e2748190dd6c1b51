namespace Dew.Core.Kms;

/// <summary>What kind of key a CMK is. Numbers are stored and stable for ever.</summary>
public enum KeySpec : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>AES with 256 bits.</summary>
    Aes256 = 1,

    /// <summary>RSA with a modulus of 2048 bits.</summary>
    Rsa2048 = 2,

    /// <summary>RSA with a modulus of 3072 bits.</summary>
    Rsa3072 = 3,

    /// <summary>RSA with a modulus of 4096 bits.</summary>
    Rsa4096 = 4,

    /// <summary>NIST P-256.</summary>
    EcP256 = 5,

    /// <summary>NIST P-384.</summary>
    EcP384 = 6,

    /// <summary>HMAC with 256 key bits.</summary>
    Hmac256 = 7,

    /// <summary>HMAC with 384 key bits.</summary>
    Hmac384 = 8,

    /// <summary>HMAC with 512 key bits.</summary>
    Hmac512 = 9,
}
