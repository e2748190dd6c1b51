namespace Dew.Core.Kms;

/// <summary>What a CMK may be used for. Numbers are stored and stable for ever.</summary>
public enum KeyUsage : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>ENCRYPT_DECRYPT.</summary>
    EncryptDecrypt = 1,

    /// <summary>SIGN_VERIFY.</summary>
    SignVerify = 2,

    /// <summary>GENERATE_VERIFY_MAC.</summary>
    GenerateVerifyMac = 3,
}
