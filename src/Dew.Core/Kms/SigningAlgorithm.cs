namespace Dew.Core.Kms;

/// <summary>How a signature is made (reference section 9).</summary>
public enum SigningAlgorithm : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>RSASSA_PSS_SHA_256.</summary>
    RsaPssSha256 = 1,

    /// <summary>RSASSA_PSS_SHA_384.</summary>
    RsaPssSha384 = 2,

    /// <summary>RSASSA_PSS_SHA_512.</summary>
    RsaPssSha512 = 3,

    /// <summary>RSASSA_PKCS1_V1_5_SHA_256.</summary>
    RsaPkcs1Sha256 = 4,

    /// <summary>RSASSA_PKCS1_V1_5_SHA_384.</summary>
    RsaPkcs1Sha384 = 5,

    /// <summary>RSASSA_PKCS1_V1_5_SHA_512.</summary>
    RsaPkcs1Sha512 = 6,

    /// <summary>ECDSA_SHA_256, for EC_P256.</summary>
    EcdsaSha256 = 7,

    /// <summary>ECDSA_SHA_384, for EC_P384.</summary>
    EcdsaSha384 = 8,

    /// <summary>ECDSA_SHA_512, for EC_P384.</summary>
    EcdsaSha512 = 9,
}
