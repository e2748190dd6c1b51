using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>Secret bytes that an operation gave. Holds the slot they are in until disposed, which zeroes them.</summary>
public readonly struct Plaintext : IDisposable
{
    private readonly CryptoSlot _slot;
    private readonly int _length;

    internal Plaintext(Guid keyId, CryptoSlot slot, int length)
    {
        KeyId = keyId;
        _slot = slot;
        _length = length;
    }

    /// <summary>The key it was encrypted with; empty for random bytes.</summary>
    public Guid KeyId { get; }

    /// <summary>The secret bytes themselves. The span must not outlive this value.</summary>
    public ReadOnlySpan<byte> DangerousGetSpan() => _slot.Output[.._length];

    /// <summary>Zeroes the bytes.</summary>
    public void Dispose() => _slot.Dispose();
}
