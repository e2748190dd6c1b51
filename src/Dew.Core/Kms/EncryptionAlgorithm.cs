namespace Dew.Core.Kms;

/// <summary>How small data are encrypted (reference section 9).</summary>
public enum EncryptionAlgorithm : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>SYMMETRIC_DEFAULT: AES-256-GCM.</summary>
    SymmetricDefault = 1,

    /// <summary>RSAES_OAEP_SHA_256.</summary>
    RsaOaepSha256 = 2,
}
