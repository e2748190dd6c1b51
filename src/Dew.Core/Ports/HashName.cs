namespace Dew.Core.Ports;

/// <summary>A hash function of the SHA-2 family.</summary>
public enum HashName : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>SHA-256, 32 bytes.</summary>
    Sha256 = 1,

    /// <summary>SHA-384, 48 bytes.</summary>
    Sha384 = 2,

    /// <summary>SHA-512, 64 bytes.</summary>
    Sha512 = 3,
}
