using System.Runtime.CompilerServices;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

public sealed partial class CryptoService
{
    /// <summary>The longest data key of encrypt-datakey and decrypt-datakey, in bytes.</summary>
    public const int MaxDataKeyLength = 1024;

    /// <summary>Makes a data key in the HSM, plain and encrypted with a CMK, in one visit.</summary>
    /// <param name="keyId">An AES key, or an RSA key that encrypts.</param>
    /// <param name="bits">8..8192, a multiple of 8.</param>
    /// <param name="additionalData">What the ciphertext is bound to.</param>
    public ValueTask<Outcome<DataKey>> CreateDataKeyAsync(Guid keyId, int bits, AdditionalData additionalData)
    {
        if (CheckDataKeyBits(bits) is { } refused)
        {
            return new(refused);
        }

        if (!FindForEncryption(keyId).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return new(failure);
        }

        return entry.Record.Spec.Family() == KeyFamily.Symmetric
            ? CreateSealedDataKeyAsync(entry, bits / 8, additionalData)
            : CreateOaepDataKeyAsync(entry, bits / 8, additionalData);
    }

    /// <summary>Encrypts a data key with a CMK.</summary>
    /// <param name="keyId">An AES key, or an RSA key that encrypts.</param>
    /// <param name="dataKey">1..<see cref="MaxDataKeyLength"/> bytes.</param>
    /// <param name="additionalData">What the ciphertext is bound to.</param>
    public ValueTask<Outcome<Ciphertext>> EncryptDataKeyAsync(Guid keyId, ReadOnlySpan<byte> dataKey, AdditionalData additionalData)
    {
        if (dataKey.Length is < 1 or > MaxDataKeyLength)
        {
            return new(new Failure(Status.DataKeyLengthInvalid, $"A data key has 1 to {MaxDataKeyLength} bytes."));
        }

        if (!FindForEncryption(keyId).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return new(failure);
        }

        if (entry.Record.Spec.Family() == KeyFamily.Rsa)
        {
            return new(EncryptOaep(entry, dataKey, additionalData, DataKeyTooLong));
        }

        CryptoSlot slot = _provider.Rent();
        slot.SetInput(dataKey);
        return SealAsync(entry, slot, CryptoOperation.Seal, CiphertextPurpose.DataKey, dataKey.Length, additionalData);
    }

    /// <summary>Decrypts a data key.</summary>
    /// <param name="keyId">The CMK it was encrypted with.</param>
    /// <param name="ciphertext">As create-datakey or encrypt-datakey gave it.</param>
    /// <param name="length">Bytes the data key must have.</param>
    /// <param name="additionalData">What the ciphertext was bound to.</param>
    public ValueTask<Outcome<Plaintext>> DecryptDataKeyAsync(Guid keyId, ReadOnlySpan<byte> ciphertext, int length, AdditionalData additionalData)
    {
        if (!FindForEncryption(keyId).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return new(failure);
        }

        if (entry.Record.Spec.Family() == KeyFamily.Rsa)
        {
            return DecryptOaepDataKeyAsync(entry, ciphertext, length, additionalData);
        }

        if (!CiphertextHeader.TryRead(ciphertext, out CiphertextHeader header) || header.KeyId != keyId)
        {
            return new(Failures.CiphertextInvalid());
        }

        return CheckLengthAsync(OpenAsync(ciphertext, CiphertextPurpose.DataKey, additionalData), length);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<Plaintext>> CheckLengthAsync(ValueTask<Outcome<Plaintext>> opening, int length)
    {
        Outcome<Plaintext> opened = await opening;
        if (opened.TryGet(out Plaintext plaintext, out Failure failure) && plaintext.DangerousGetSpan().Length != length)
        {
            plaintext.Dispose();
            return new Failure(Status.DataKeyCiphertextLengthMismatch, "datakey_cipher_length must be the number of bytes of the plain data key.");
        }

        return opened.IsOk ? opened : failure;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<DataKey>> CreateSealedDataKeyAsync(KeyEntry entry, int length, AdditionalData additionalData)
    {
        CryptoSlot slot = _provider.Rent();
        slot.RandomLength = length;
        Outcome<Ciphertext> sealing = await SealAsync(
            entry, slot, CryptoOperation.SealRandom, CiphertextPurpose.DataKey, length, additionalData);
        return sealing.TryGet(out Ciphertext ciphertext, out Failure failure) ? new DataKey(ciphertext, slot) : failure;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<DataKey>> CreateOaepDataKeyAsync(KeyEntry entry, int length, AdditionalData additionalData)
    {
        if (CheckOaep(entry, length, additionalData, DataKeyTooLong) is { } refused)
        {
            return refused;
        }

        // Before a slot is rented, because a record that cannot be believed throws.
        PublicKey publicKey = entry.PublicKey;
        CryptoSlot slot = _provider.Rent();
        slot.InputLength = length;
        Status status = await slot.RunAsync(CryptoOperation.Random, key: null);
        if (status != Status.Ok)
        {
            return Refuse(slot, status);
        }

        slot.Output.CopyTo(slot.InputBuffer);
        slot.RandomLength = length;
        return new DataKey(new Ciphertext(entry.Record.Id, publicKey.EncryptOaepSha256(slot.Input)), slot);
    }

    private ValueTask<Outcome<Plaintext>> DecryptOaepDataKeyAsync(KeyEntry entry, ReadOnlySpan<byte> ciphertext, int length, AdditionalData additionalData)
    {
        if (additionalData.Kind != AdditionalDataKind.None)
        {
            return new(AdditionalDataNeedSymmetricKey());
        }

        if (ciphertext.Length > CryptoSlot.BufferSize)
        {
            return new(Failures.CiphertextInvalid());
        }

        CryptoSlot slot = _provider.Rent();
        slot.SetInput(ciphertext);
        return CheckLengthAsync(OpenOaepAsync(entry, slot), length);
    }

    private static Failure? CheckDataKeyBits(int bits) =>
        bits is < MinBits or > MaxBits ? new Failure(Status.DataKeyLengthInvalid, $"A data key has {MinBits} to {MaxBits} bits.")
        : bits % 8 != 0 ? new Failure(Status.DataKeyLengthNotMultiple, "datakey_length must be a multiple of 8 bits.")
        : null;

    private static Failure DataKeyTooLong(KeyEntry entry) => new(
        Status.DataKeyTooLongForRsa,
        $"A data key for a key of {entry.Record.Spec.Name()} has at most {entry.Record.Spec.OaepCapacity() * 8} bits.");
}
