using Dew.Core.Ports;

namespace Dew.Core.Kms;

public sealed partial class CryptoService
{
    /// <summary>Encrypts small data with a CMK.</summary>
    /// <param name="keyId">An AES key, or an RSA key that encrypts.</param>
    /// <param name="plaintext">1..4096 bytes; for RSA up to the OAEP capacity of the key.</param>
    /// <param name="algorithm">What the client asked for.</param>
    /// <param name="additionalData">What the ciphertext is bound to.</param>
    public ValueTask<Outcome<Ciphertext>> EncryptAsync(
        Guid keyId, ReadOnlySpan<byte> plaintext, EncryptionAlgorithm algorithm, AdditionalData additionalData)
    {
        if (plaintext.Length is < 1 or > CiphertextHeader.MaxPlaintextLength)
        {
            return new(new Failure(Status.ParameterInvalid, $"plain_text must have 1 to {CiphertextHeader.MaxPlaintextLength} bytes in UTF-8."));
        }

        if (!FindForEncryption(keyId, algorithm).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return new(failure);
        }

        if (entry.Record.Spec.Family() == KeyFamily.Rsa)
        {
            return new(EncryptOaep(entry, plaintext, additionalData, PlaintextTooLong));
        }

        CryptoSlot slot = _provider.Rent();
        slot.SetInput(plaintext);
        return SealAsync(entry, slot, CryptoOperation.Seal, CiphertextPurpose.Data, plaintext.Length, additionalData);
    }

    /// <summary>Decrypts small data. A symmetric key is found from the ciphertext.</summary>
    /// <param name="keyId">The CMK: needed for RSA; for a symmetric key it must fit if it is given.</param>
    /// <param name="ciphertext">As <see cref="EncryptAsync"/> gave it, or made with the public key offline.</param>
    /// <param name="algorithm">What the client asked for.</param>
    /// <param name="additionalData">What the ciphertext was bound to.</param>
    public ValueTask<Outcome<Plaintext>> DecryptAsync(
        Guid? keyId, ReadOnlySpan<byte> ciphertext, EncryptionAlgorithm algorithm, AdditionalData additionalData)
    {
        if (algorithm == EncryptionAlgorithm.SymmetricDefault)
        {
            return DecryptSymmetricAsync(keyId, ciphertext, additionalData);
        }

        if (keyId is not { } rsaKeyId)
        {
            return new(new Failure(Status.ParameterMissing, "key_id is missing; RSAES_OAEP_SHA_256 needs it, because such a ciphertext does not name its key."));
        }

        if (!FindForEncryption(rsaKeyId, algorithm).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return new(failure);
        }

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
        return OpenOaepAsync(entry, slot);
    }

    private ValueTask<Outcome<Plaintext>> DecryptSymmetricAsync(Guid? keyId, ReadOnlySpan<byte> ciphertext, AdditionalData additionalData)
    {
        if (keyId is not { } expected)
        {
            return OpenAsync(ciphertext, CiphertextPurpose.Data, additionalData);
        }

        if (!FindForEncryption(expected, EncryptionAlgorithm.SymmetricDefault).TryGet(out _, out Failure failure))
        {
            return new(failure);
        }

        return CiphertextHeader.TryRead(ciphertext, out CiphertextHeader header) && header.KeyId == expected
            ? OpenAsync(ciphertext, CiphertextPurpose.Data, additionalData)
            : new(Failures.CiphertextInvalid());
    }

    private Outcome<KeyEntry> FindForEncryption(Guid keyId, EncryptionAlgorithm algorithm)
    {
        if (!FindForEncryption(keyId).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return failure;
        }

        return (entry.Record.Spec.Family(), algorithm) switch
        {
            (KeyFamily.Symmetric, EncryptionAlgorithm.SymmetricDefault) or (KeyFamily.Rsa, EncryptionAlgorithm.RsaOaepSha256) => entry,
            (KeyFamily.Symmetric, _) => new Failure(
                Status.SymmetricAlgorithmUnsupported, "encryption_algorithm of a symmetric key must be SYMMETRIC_DEFAULT."),
            _ => new Failure(
                Status.RsaAlgorithmUnsupported, "encryption_algorithm of an RSA key must be RSAES_OAEP_SHA_256."),
        };
    }

    /// <summary>Encrypting with the public key needs no HSM; offline clients do the same (product FAQ 1.26).</summary>
    private static Outcome<Ciphertext> EncryptOaep(
        KeyEntry entry, ReadOnlySpan<byte> plaintext, AdditionalData additionalData, Func<KeyEntry, Failure> tooLong) =>
        CheckOaep(entry, plaintext.Length, additionalData, tooLong) is { } refused
            ? refused
            : new Ciphertext(entry.Record.Id, entry.PublicKey.EncryptOaepSha256(plaintext));

    private static Failure? CheckOaep(KeyEntry entry, int length, AdditionalData additionalData, Func<KeyEntry, Failure> tooLong) =>
        additionalData.Kind != AdditionalDataKind.None ? AdditionalDataNeedSymmetricKey()
        : length > entry.Record.Spec.OaepCapacity() ? tooLong(entry)
        : null;

    private static Failure PlaintextTooLong(KeyEntry entry) => new(
        Status.RsaPlaintextTooLong, $"plain_text for a key of {entry.Record.Spec.Name()} must have at most {entry.Record.Spec.OaepCapacity()} bytes.");
}
