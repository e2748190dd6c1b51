using System.Runtime.CompilerServices;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

public sealed partial class CryptoService
{
    /// <summary>Seals what the slot's input holds, padded; the slot must have been zero before.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<Ciphertext>> SealAsync(
        KeyEntry entry, CryptoSlot slot, CryptoOperation operation, CiphertextPurpose purpose, int plaintextLength, AdditionalData additionalData)
    {
        slot.InputBuffer[plaintextLength..CiphertextHeader.PaddedLength(plaintextLength)].Clear();
        slot.InputLength = CiphertextHeader.PaddedLength(plaintextLength);
        WriteAdditionalData(
            slot, new CiphertextHeader(purpose, additionalData.Kind, plaintextLength, entry.Record.Id, entry.Current.Version.Version), additionalData);
        Status status = await slot.RunAsync(operation, entry.Current);
        return status == Status.Ok ? new Ciphertext(entry.Record.Id, slot) : Refuse(slot, status);
    }

    /// <summary>Opens a ciphertext that names its key. Whatever is wrong with it, the failure is the same.</summary>
    private ValueTask<Outcome<Plaintext>> OpenAsync(ReadOnlySpan<byte> ciphertext, CiphertextPurpose purpose, AdditionalData additionalData)
    {
        if (!CiphertextHeader.TryRead(ciphertext, out CiphertextHeader header)
            || header.Purpose != purpose
            || header.AdditionalData != additionalData.Kind
            || !_ring.TryGet(header.KeyId, out KeyEntry? entry)
            || entry.Record.Spec.Family() != KeyFamily.Symmetric)
        {
            return new(Failures.CiphertextInvalid());
        }

        if (Failures.CheckEnabled(entry.Record) is { } unusable)
        {
            return new(unusable);
        }

        if (!_ring.TryGetVersion(entry, header.KeyVersion, out KeyHandle? version))
        {
            return new(Failures.CiphertextInvalid());
        }

        CryptoSlot slot = _provider.Rent();
        slot.SetInput(ciphertext[CiphertextHeader.Size..]);
        WriteAdditionalData(slot, header, additionalData);
        return RunOpenAsync(slot, header, version);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<Plaintext>> RunOpenAsync(CryptoSlot slot, CiphertextHeader header, KeyHandle version)
    {
        Status status = await slot.RunAsync(CryptoOperation.Open, version);
        return status == Status.Ok ? new Plaintext(header.KeyId, slot, header.PlaintextLength) : Refuse(slot, status);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<Plaintext>> OpenOaepAsync(KeyEntry entry, CryptoSlot slot)
    {
        if (slot.InputLength != entry.Record.Spec.ModulusLength())
        {
            slot.Dispose();
            return Failures.CiphertextInvalid();
        }

        Status status = await slot.RunAsync(CryptoOperation.DecryptOaepSha256, entry.Current);
        return status == Status.Ok ? new Plaintext(entry.Record.Id, slot, slot.Output.Length) : Refuse(slot, status);
    }

    private static void WriteAdditionalData(CryptoSlot slot, in CiphertextHeader header, in AdditionalData additionalData)
    {
        Span<byte> destination = slot.AdditionalDataBuffer;
        header.Write(destination);
        slot.AdditionalDataLength = CiphertextHeader.Size + additionalData.Write(destination[CiphertextHeader.Size..]);
    }

    private static Failure AdditionalDataNeedSymmetricKey() =>
        new(Status.ParameterInvalid, "Additional authenticated data go with symmetric keys only; RSA-OAEP has no place for them here.");
}
