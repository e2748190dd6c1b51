using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

public sealed partial class CryptoService
{
    /// <summary>Generates a MAC.</summary>
    /// <param name="keyId">An HMAC key.</param>
    /// <param name="message">1..<see cref="MaxMessageLength"/> bytes.</param>
    /// <param name="hash">The hash; it must be the one of the key's specification.</param>
    /// <returns>The MAC, full length, as the output of the returned value.</returns>
    public ValueTask<Outcome<Plaintext>> GenerateMacAsync(Guid keyId, ReadOnlySpan<byte> message, HashName hash)
    {
        if (message.Length is < 1 or > MaxMessageLength)
        {
            return new(new Failure(Status.ParameterInvalid, $"message must have 1 to {MaxMessageLength} bytes."));
        }

        if (!FindForMac(keyId, hash).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return new(failure);
        }

        CryptoSlot slot = _provider.Rent();
        slot.SetInput(message);
        slot.Hash = hash;
        return RunMacAsync(entry, slot);
    }

    /// <summary>Verifies a MAC in constant time.</summary>
    /// <param name="keyId">An HMAC key.</param>
    /// <param name="message">1..<see cref="MaxMessageLength"/> bytes.</param>
    /// <param name="mac">The MAC; only the full length is valid.</param>
    /// <param name="hash">The hash; it must be the one of the key's specification.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<bool>> VerifyMacAsync(Guid keyId, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, HashName hash)
    {
        Outcome<Plaintext> generation = await GenerateMacAsync(keyId, message.Span, hash);
        if (!generation.TryGet(out Plaintext expected, out Failure failure))
        {
            return failure;
        }

        using (expected)
        {
            return CryptographicOperations.FixedTimeEquals(expected.DangerousGetSpan(), mac.Span);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<Plaintext>> RunMacAsync(KeyEntry entry, CryptoSlot slot)
    {
        Status status = await slot.RunAsync(CryptoOperation.Mac, entry.Current);
        return status == Status.Ok ? new Plaintext(entry.Record.Id, slot, slot.Output.Length) : Refuse(slot, status);
    }

    private Outcome<KeyEntry> FindForMac(Guid keyId, HashName hash)
    {
        if (!FindEnabled(keyId).TryGet(out KeyEntry? entry, out Failure failure))
        {
            return failure;
        }

        return entry.Record.Spec.Family() switch
        {
            KeyFamily.Hmac when MacAlgorithms.HashOf(entry.Record.Spec) == hash => entry,
            KeyFamily.Hmac => new Failure(Status.AlgorithmUnsupportedByKey, $"mac_algorithm does not go with key_spec {entry.Record.Spec.Name()}."),
            KeyFamily.Symmetric => new Failure(Status.UsageIsEncryptDecrypt, "A symmetric key encrypts and decrypts; MACs need an HMAC key."),
            _ => new Failure(Status.AsymmetricUnsupported, "An asymmetric key has no MACs; they need an HMAC key."),
        };
    }
}
