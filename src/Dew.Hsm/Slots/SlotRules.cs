using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>What a run of a slot must keep to. Breaking it is a defect of the caller, so it throws.</summary>
internal static class SlotRules
{
    private const int Overhead = CryptoSlot.NonceSize + CryptoSlot.TagSize;

    internal static void Check(CryptoOperation operation, KeyHandle? key, HashName hash, int inputLength, int randomLength, int additionalDataLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputLength, CryptoSlot.BufferSize);
        ArgumentOutOfRangeException.ThrowIfNegative(additionalDataLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(additionalDataLength, CryptoSlot.AdditionalDataSize);
        if (operation == CryptoOperation.Random)
        {
            return;
        }

        if (key is not LoadedKey loaded)
        {
            throw new ArgumentException($"{operation} needs a key bound by this provider, got {key?.GetType().Name ?? "none"}.", nameof(key));
        }

        if (!Fits(operation, loaded.Shape))
        {
            throw new ArgumentException($"{operation} does not go with a key of {loaded.Shape.Spec}.", nameof(key));
        }

        switch (operation)
        {
            case CryptoOperation.SealRandom:
                ArgumentOutOfRangeException.ThrowIfNegative(randomLength);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(randomLength, inputLength);
                goto case CryptoOperation.Seal;
            case CryptoOperation.Seal:
                // So that what was sealed can be opened again through an input buffer.
                ArgumentOutOfRangeException.ThrowIfGreaterThan(inputLength, CryptoSlot.BufferSize - Overhead);
                break;
            case CryptoOperation.SignPkcs1 or CryptoOperation.SignPss:
                RequireDigest(HashLength(hash), inputLength);
                break;
            case CryptoOperation.SignEcdsa:
                ArgumentOutOfRangeException.ThrowIfZero(inputLength);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(inputLength, 64);
                break;
            case CryptoOperation.Mac:
                HashLength(hash);
                break;
        }
    }

    internal static int HashLength(HashName hash) => hash switch
    {
        HashName.Sha256 => 32,
        HashName.Sha384 => 48,
        HashName.Sha512 => 64,
        _ => throw new ArgumentOutOfRangeException(nameof(hash), hash, "The operation needs a hash."),
    };

    private static bool Fits(CryptoOperation operation, KeyShape shape) => operation switch
    {
        CryptoOperation.Seal or CryptoOperation.SealRandom or CryptoOperation.Open => shape.KeyType == Interop.Pkcs11.CKK_AES,
        CryptoOperation.DecryptOaepSha256 or CryptoOperation.SignPkcs1 or CryptoOperation.SignPss => shape.KeyType == Interop.Pkcs11.CKK_RSA,
        CryptoOperation.SignEcdsa => shape.KeyType == Interop.Pkcs11.CKK_EC,
        CryptoOperation.Mac => shape.KeyType == Interop.Pkcs11.CKK_GENERIC_SECRET,
        _ => false,
    };

    private static void RequireDigest(int expected, int actual)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"The digest must be {expected} bytes, is {actual}.");
        }
    }
}
