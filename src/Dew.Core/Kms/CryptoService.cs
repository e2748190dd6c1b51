using System.Runtime.CompilerServices;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>What applications do with keys: data keys, small data, signatures, MACs, random numbers (reference sections 2.3 to 2.5).</summary>
/// <remarks>
/// Members may be called from any thread. Spans are read before the first wait and not retained. Every member throws
/// <see cref="StoreException"/> when a record cannot be read or believed. Results hold a slot: dispose them soon. Await a returned task once:
/// methods that wait for the HSM take their state from a pool and give it back then, so that a warm operation allocates nothing.
/// </remarks>
public sealed partial class CryptoService
{
    private readonly ICryptoProvider _provider;
    private readonly KeyRing _ring;

    /// <summary>Composes the service.</summary>
    /// <param name="provider">What works with keys.</param>
    /// <param name="ring">The keys in use.</param>
    public CryptoService(ICryptoProvider provider, KeyRing ring)
    {
        _provider = provider;
        _ring = ring;
    }

    /// <summary>Random bytes of the HSM.</summary>
    /// <param name="bits">8..8192, a multiple of 8.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<Plaintext>> GenerateRandomAsync(int bits)
    {
        if (bits is < MinBits or > MaxBits)
        {
            return new Failure(Status.RandomLengthInvalid, $"random_data_length must be a number of bits from {MinBits} to {MaxBits}.");
        }

        if (bits % 8 != 0)
        {
            return new Failure(Status.RandomLengthNotMultiple, "random_data_length must be a multiple of 8 bits.");
        }

        CryptoSlot slot = _provider.Rent();
        slot.InputLength = bits / 8;
        Status status = await slot.RunAsync(CryptoOperation.Random, key: null);
        return status == Status.Ok ? new Plaintext(default, slot, bits / 8) : Refuse(slot, status);
    }

    private const int MinBits = 8;
    private const int MaxBits = 8192;

    private static Failure Refuse(CryptoSlot slot, Status status)
    {
        slot.Dispose();
        return Failures.OfProvider(status);
    }

    /// <summary>The key, if it is enabled.</summary>
    private Outcome<KeyEntry> FindEnabled(Guid keyId)
    {
        if (!_ring.TryGet(keyId, out KeyEntry? entry))
        {
            return Failures.KeyNotFound(keyId);
        }

        return Failures.CheckEnabled(entry.Record) is { } unusable ? unusable : entry;
    }

    /// <summary>The key, if it is enabled and encrypts.</summary>
    private Outcome<KeyEntry> FindForEncryption(Guid keyId)
    {
        if (!FindEnabled(keyId).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return failure;
        }

        return entry.Record.Spec.Family() switch
        {
            KeyFamily.EllipticCurve => new Failure(Status.EllipticCurveCannotEncrypt, "An EC key cannot encrypt or decrypt."),
            KeyFamily.Hmac => Failures.HmacUnsupported(),
            _ when entry.Record.Usage != KeyUsage.EncryptDecrypt => new Failure(
                Status.UsageIsSignVerify, $"Key {keyId} has key_usage SIGN_VERIFY and cannot encrypt or decrypt."),
            _ => entry,
        };
    }

    /// <summary>The key, if it is enabled and signs so.</summary>
    private Outcome<KeyEntry> FindForSignature(Guid keyId, SigningAlgorithm algorithm)
    {
        if (!FindEnabled(keyId).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return failure;
        }

        KeyRecord key = entry.Record;
        return key.Spec.Family() switch
        {
            KeyFamily.Symmetric => new Failure(Status.SymmetricCannotSign, "A symmetric key cannot sign or verify."),
            KeyFamily.Hmac => Failures.HmacUnsupported(),
            _ when key.Usage != KeyUsage.SignVerify => new Failure(
                Status.UsageIsEncryptDecrypt, $"Key {keyId} has key_usage ENCRYPT_DECRYPT and cannot sign or verify."),
            _ when !algorithm.Fits(key.Spec) => new Failure(
                Status.AlgorithmUnsupportedByKey, $"signing_algorithm does not go with key_spec {key.Spec.Name()}."),
            _ => entry,
        };
    }
}
