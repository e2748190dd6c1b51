namespace Dew.Core.Ports;

/// <summary>What a <see cref="CryptoSlot"/> asks of the provider. Input and output are the slot's.</summary>
public enum CryptoOperation : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>Fills the first <see cref="CryptoSlot.InputLength"/> bytes of the output with random bytes of the HSM. No key.</summary>
    Random,

    /// <summary>
    /// AES-256-GCM: output = nonce (12) ‖ tag (16) ‖ ciphertext of the input, with the slot's additional data.
    /// The nonce is drawn by the provider and never repeats under one key.
    /// </summary>
    Seal,

    /// <summary>
    /// As <see cref="Seal"/>, but the provider first fills the first <see cref="CryptoSlot.RandomLength"/> bytes of the input with random
    /// bytes of the HSM, in the same visit. The caller reads the new data key from the input.
    /// </summary>
    SealRandom,

    /// <summary>Reverses <see cref="Seal"/>: input = nonce ‖ tag ‖ ciphertext, output = plaintext. <see cref="Status.CiphertextInvalid"/> if it was altered.</summary>
    Open,

    /// <summary>RSAES-OAEP with SHA-256 for hash and MGF1 and an empty label (RFC 8017 §7.1.2): input = ciphertext of modulus length, output = message. <see cref="Status.CiphertextInvalid"/> otherwise.</summary>
    DecryptOaepSha256,

    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017 §8.2): input = digest by <see cref="CryptoSlot.Hash"/>, output = signature of modulus length.</summary>
    SignPkcs1,

    /// <summary>RSASSA-PSS (RFC 8017 §8.1), MGF1 with the same hash, salt as long as the digest: input = digest, output = signature of modulus length.</summary>
    SignPss,

    /// <summary>ECDSA (FIPS 186-5 §6): input = digest, output = r‖s, each as long as the curve's order, big-endian.</summary>
    SignEcdsa,

    /// <summary>HMAC with <see cref="CryptoSlot.Hash"/> (FIPS 198-1): input = message, output = MAC of full length.</summary>
    Mac,
}
