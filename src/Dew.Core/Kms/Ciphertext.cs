using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>A fresh ciphertext. Holds the slot it was made in until disposed.</summary>
public readonly struct Ciphertext : IDisposable
{
    private readonly CryptoSlot? _slot;
    private readonly byte[]? _rsa;

    internal Ciphertext(Guid keyId, CryptoSlot slot)
    {
        KeyId = keyId;
        _slot = slot;
    }

    internal Ciphertext(Guid keyId, byte[] rsa)
    {
        KeyId = keyId;
        _rsa = rsa;
    }

    /// <summary>The key it is encrypted with.</summary>
    public Guid KeyId { get; }

    /// <summary>Bytes of the ciphertext.</summary>
    public int Length => _rsa?.Length ?? CiphertextHeader.Size + _slot!.Output.Length;

    /// <summary>Copies the ciphertext.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        if (_rsa is not null)
        {
            _rsa.CopyTo(destination);
            return;
        }

        _slot!.AdditionalData[..CiphertextHeader.Size].CopyTo(destination);
        _slot.Output.CopyTo(destination[CiphertextHeader.Size..]);
    }

    /// <summary>Returns the slot.</summary>
    public void Dispose() => _slot?.Dispose();
}
