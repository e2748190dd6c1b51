namespace Dew.Core.Ports;

/// <summary>
/// A request to the provider with its buffers, rented from it and returned by <see cref="Dispose"/>, which zeroes what was used.
/// Fill the input, run, read the output; one operation at a time. Buffers are allocated once and pinned.
/// </summary>
/// <remarks>
/// A slot whose operation did not come back in time stays with the provider, which may still write to it: after
/// <see cref="Status.HsmTimeout"/> its buffers are not to be read.
/// </remarks>
public abstract class CryptoSlot : IDisposable
{
    /// <summary>Bytes the input and the output buffer hold each.</summary>
    public const int BufferSize = 8192;

    /// <summary>Bytes the additional-data buffer holds.</summary>
    public const int AdditionalDataSize = 256;

    /// <summary>Bytes of a nonce in front of the output of <see cref="CryptoOperation.Seal"/>.</summary>
    public const int NonceSize = 12;

    /// <summary>Bytes of an authentication tag, after the nonce.</summary>
    public const int TagSize = 16;

    /// <summary>The input buffer, <see cref="BufferSize"/> bytes.</summary>
    public abstract Span<byte> InputBuffer { get; }

    /// <summary>Bytes of the input that count.</summary>
    public int InputLength { get; set; }

    /// <summary>Bytes to be made by <see cref="CryptoOperation.SealRandom"/>; what follows them up to <see cref="InputLength"/> is sealed as it is.</summary>
    public int RandomLength { get; set; }

    /// <summary>The additional-data buffer, <see cref="AdditionalDataSize"/> bytes.</summary>
    public abstract Span<byte> AdditionalDataBuffer { get; }

    /// <summary>Bytes of the additional data that count.</summary>
    public int AdditionalDataLength { get; set; }

    /// <summary>The hash of a signature or MAC.</summary>
    public HashName Hash { get; set; }

    /// <summary>What the provider returned; empty unless the last run was <see cref="Status.Ok"/>.</summary>
    public abstract ReadOnlySpan<byte> Output { get; }

    /// <summary>The input that counts.</summary>
    public Span<byte> Input => InputBuffer[..InputLength];

    /// <summary>The additional data that count.</summary>
    public Span<byte> AdditionalData => AdditionalDataBuffer[..AdditionalDataLength];

    /// <summary>Copies the input.</summary>
    /// <param name="input">At most <see cref="BufferSize"/> bytes.</param>
    public void SetInput(ReadOnlySpan<byte> input)
    {
        input.CopyTo(InputBuffer);
        InputLength = input.Length;
    }

    /// <summary>Copies the additional data.</summary>
    /// <param name="data">At most <see cref="AdditionalDataSize"/> bytes.</param>
    public void SetAdditionalData(ReadOnlySpan<byte> data)
    {
        data.CopyTo(AdditionalDataBuffer);
        AdditionalDataLength = data.Length;
    }

    /// <summary>Runs one operation within the provider's deadline. Never throws for errors of the HSM.</summary>
    /// <param name="operation">What to do.</param>
    /// <param name="key">The key, bound by the same provider; null for <see cref="CryptoOperation.Random"/> only.</param>
    /// <returns>
    /// <see cref="Status.Ok"/>, <see cref="Status.CiphertextInvalid"/>, <see cref="Status.HsmBusy"/>, <see cref="Status.HsmTimeout"/>,
    /// <see cref="Status.HsmFailed"/> or <see cref="Status.StoreDamaged"/> (the wrapped material does not unwrap).
    /// </returns>
    public abstract ValueTask<Status> RunAsync(CryptoOperation operation, KeyHandle? key);

    /// <summary>Zeroes the buffers and returns the slot.</summary>
    public void Dispose()
    {
        Return();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the slot back.</summary>
    protected abstract void Return();
}
