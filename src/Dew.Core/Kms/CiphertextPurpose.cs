namespace Dew.Core.Kms;

/// <summary>What a ciphertext holds. Numbers are stored and stable for ever.</summary>
internal enum CiphertextPurpose : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>Data of encrypt-data.</summary>
    Data = 1,

    /// <summary>A data key.</summary>
    DataKey = 2,
}
