using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>A new data key, plain and encrypted. Holds the slot it is in until disposed, which zeroes it.</summary>
public readonly struct DataKey : IDisposable
{
    private readonly CryptoSlot _slot;

    internal DataKey(Ciphertext ciphertext, CryptoSlot slot)
    {
        Ciphertext = ciphertext;
        _slot = slot;
    }

    /// <summary>The data key under the CMK.</summary>
    public Ciphertext Ciphertext { get; }

    /// <summary>The data key itself. The span must not outlive this value.</summary>
    public ReadOnlySpan<byte> DangerousGetSpan() => _slot.InputBuffer[.._slot.RandomLength];

    /// <summary>Zeroes the data key.</summary>
    public void Dispose() => _slot.Dispose();
}
