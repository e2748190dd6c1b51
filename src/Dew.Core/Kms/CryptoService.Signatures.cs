using System.Runtime.CompilerServices;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

public sealed partial class CryptoService
{
    /// <summary>The longest message to sign or to authenticate, in bytes.</summary>
    public const int MaxMessageLength = 4096;

    /// <summary>Signs a message or digest.</summary>
    /// <param name="keyId">An RSA or EC key that signs.</param>
    /// <param name="message">At most <see cref="MaxMessageLength"/> bytes; for a digest as many as the hash gives.</param>
    /// <param name="isDigest">Whether the message is hashed already.</param>
    /// <param name="algorithm">How to sign.</param>
    /// <returns>The signature: of modulus length for RSA, DER for ECDSA.</returns>
    public ValueTask<Outcome<Signature>> SignAsync(Guid keyId, ReadOnlySpan<byte> message, bool isDigest, SigningAlgorithm algorithm)
    {
        if (!FindForSignature(keyId, algorithm).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return new(failure);
        }

        if (CheckMessage(message, isDigest, algorithm.Hash()) is { } refused)
        {
            return new(refused);
        }

        CryptoSlot slot = _provider.Rent();
        slot.Hash = algorithm.Hash();
        slot.InputLength = Digest(message, isDigest, slot.Hash, slot.InputBuffer);
        return RunSignAsync(entry, slot, algorithm.Scheme());
    }

    /// <summary>Verifies a signature with the public key; no HSM is needed for that.</summary>
    /// <param name="keyId">An RSA or EC key that signs.</param>
    /// <param name="message">As in <see cref="SignAsync"/>.</param>
    /// <param name="isDigest">Whether the message is hashed already.</param>
    /// <param name="signature">As <see cref="SignAsync"/> gave it.</param>
    /// <param name="algorithm">How it was signed.</param>
    public Outcome<bool> Verify(Guid keyId, ReadOnlySpan<byte> message, bool isDigest, ReadOnlySpan<byte> signature, SigningAlgorithm algorithm)
    {
        if (!FindForSignature(keyId, algorithm).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return failure;
        }

        if (CheckMessage(message, isDigest, algorithm.Hash()) is { } refused)
        {
            return refused;
        }

        Span<byte> digest = stackalloc byte[Hashes.MaxLength];
        int length = Digest(message, isDigest, algorithm.Hash(), digest);
        return entry.PublicKey.Verify(algorithm, digest[..length], signature);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<Signature>> RunSignAsync(KeyEntry entry, CryptoSlot slot, CryptoOperation scheme)
    {
        Status status = await slot.RunAsync(scheme, entry.Current);
        return status == Status.Ok ? new Signature(entry.Record.Id, slot, isEcdsa: scheme == CryptoOperation.SignEcdsa) : Refuse(slot, status);
    }

    private static int Digest(ReadOnlySpan<byte> message, bool isDigest, HashName hash, Span<byte> destination)
    {
        if (!isDigest)
        {
            return hash.HashData(message, destination);
        }

        message.CopyTo(destination);
        return message.Length;
    }

    private static Failure? CheckMessage(ReadOnlySpan<byte> message, bool isDigest, HashName hash) =>
        isDigest && message.Length != hash.Length()
            ? new Failure(Status.DigestLengthWrong, $"message is a digest of {message.Length} bytes; the hash of signing_algorithm gives {hash.Length()}.")
        : message.Length > MaxMessageLength
            ? new Failure(Status.ParameterInvalid, $"message must have at most {MaxMessageLength} bytes.")
        : null;
}
