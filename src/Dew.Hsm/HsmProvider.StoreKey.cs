using System.Buffers.Binary;
using Dew.Core;
using Dew.Core.Ports;
using Dew.SecureMemory;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <content>The store key, sealed with dew-store-N: format (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16), AES-256-GCM over purpose and generation.</content>
public sealed unsafe partial class HsmProvider
{
    private const byte StoreKeyFormat = 1;
    private const int StoreKeyHeader = 1 + CryptoSlot.NonceSize;
    private const int LongestStoreKey = 256;

    private static ReadOnlySpan<byte> StoreKeyPurpose => "dew store key\0"u8;

    /// <summary>Seals the key of the store with the newest dew-store key.</summary>
    /// <param name="storeKey">1 to 256 bytes.</param>
    /// <param name="generation">Which dew-store key it was; needed to open it.</param>
    /// <exception cref="HsmException">The HSM did not do it; the message says why.</exception>
    public byte[] SealStoreKey(ReadOnlySpan<byte> storeKey, out uint generation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(storeKey.Length, nameof(storeKey));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(storeKey.Length, LongestStoreKey, nameof(storeKey));
        var text = new SecretBuffer(storeKey.Length);
        storeKey.CopyTo(text.DangerousGetSpan());
        byte[]? result = null;
        uint used = 0;
        Status status = Call(lane => SealStoreKey(lane, text.DangerousGetSpan(), out result, out used), text.Dispose);
        DisposeUnlessInside(text, status);
        Require(status, "seal the store key");
        generation = used;
        return result!;
    }

    /// <summary>Reverses <see cref="SealStoreKey(ReadOnlySpan{byte}, out uint)"/>.</summary>
    /// <param name="sealedKey">What that returned.</param>
    /// <param name="generation">What that said.</param>
    /// <param name="storeKey">Receives the key; exactly as long as it is.</param>
    /// <exception cref="HsmException">Damaged, of another token, or the HSM did not do it; the message says which.</exception>
    public void OpenStoreKey(ReadOnlySpan<byte> sealedKey, uint generation, Span<byte> storeKey)
    {
        if (sealedKey.Length != StoreKeyHeader + storeKey.Length + CryptoSlot.TagSize || sealedKey[0] != StoreKeyFormat)
        {
            throw new HsmException($"The sealed store key is damaged: {sealedKey.Length} bytes in an unknown format.");
        }

        byte[] input = sealedKey.ToArray();
        var text = new SecretBuffer(storeKey.Length + CryptoSlot.TagSize);
        bool unknown = false;
        Status status = Call(lane => OpenStoreKey(lane, input, generation, text.DangerousGetSpan(), out unknown), text.Dispose);
        if (status == Status.Ok)
        {
            text.DangerousGetSpan()[..storeKey.Length].CopyTo(storeKey);
        }

        DisposeUnlessInside(text, status);
        if (status == Status.StoreDamaged && unknown)
        {
            throw new HsmException($"The token has no {TokenKeys.StorePrefix}{generation}, which the store key is sealed with; is it the right token?");
        }

        if (status == Status.CiphertextInvalid)
        {
            throw new HsmException($"The sealed store key does not open with {TokenKeys.StorePrefix}{generation}: it is damaged, or sealed by another token.");
        }

        Require(status, "open the store key");
    }

    /// <summary>After a timeout a lane may still be inside with the secret; it disposes of it when it comes back.</summary>
    private static void DisposeUnlessInside(SecretBuffer text, Status status)
    {
        if (status != Status.HsmTimeout)
        {
            text.Dispose();
        }
    }

    private static CallResult SealStoreKey(Lane lane, ReadOnlySpan<byte> text, out byte[] result, out uint generation)
    {
        Connection connection = lane.Connection;
        generation = connection.Keys.NewestStore;
        Span<byte> purpose = stackalloc byte[StoreKeyPurpose.Length + sizeof(uint)];
        DescribePurpose(purpose, generation);
        result = new byte[StoreKeyHeader + text.Length + CryptoSlot.TagSize];
        result[0] = StoreKeyFormat;
        lane.Context.Nonces.Next(result.AsSpan(1, CryptoSlot.NonceSize));
        fixed (byte* r = result, t = text, p = purpose)
        {
            nuint rv = GcmOperations.Encrypt(
                connection.Functions, lane.Session, connection.Keys.Stores[generation], connection.Profile.GcmHasIvBits, r + 1, p, purpose.Length, t,
                text.Length, r + StoreKeyHeader, out _);
            return rv == CKR_OK ? CallResult.Ok(0) : CallResult.Failed(rv);
        }
    }

    private static CallResult OpenStoreKey(Lane lane, byte[] sealedKey, uint generation, Span<byte> text, out bool unknown)
    {
        Connection connection = lane.Connection;
        unknown = !connection.Keys.Stores.TryGetValue(generation, out nuint key);
        if (unknown)
        {
            return CallResult.Refused(Status.StoreDamaged);
        }

        Span<byte> purpose = stackalloc byte[StoreKeyPurpose.Length + sizeof(uint)];
        DescribePurpose(purpose, generation);
        fixed (byte* s = sealedKey, t = text, p = purpose)
        {
            nuint rv = GcmOperations.Decrypt(
                connection.Functions, lane.Session, key, connection.Profile.GcmHasIvBits, s + 1, p, purpose.Length, s + StoreKeyHeader,
                sealedKey.Length - StoreKeyHeader, t, out _, out bool begun);
            return rv == CKR_OK ? CallResult.Ok(0) :
                begun && (Ckr.BlamesCiphertext(rv) || rv == connection.Profile.DamagedCiphertextAnswer) ? CallResult.Refused(Status.CiphertextInvalid) :
                CallResult.Failed(rv);
        }
    }

    private static void DescribePurpose(Span<byte> purpose, uint generation)
    {
        StoreKeyPurpose.CopyTo(purpose);
        BinaryPrimitives.WriteUInt32BigEndian(purpose[StoreKeyPurpose.Length..], generation);
    }

    private void Require(Status status, string action)
    {
        if (status != Status.Ok)
        {
            throw new HsmException($"The HSM did not {action}: {status}{(_connector.LastError.Length > 0 ? $", last error {_connector.LastError}" : "")}.");
        }
    }
}
