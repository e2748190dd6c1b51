using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>A fresh signature. Holds the slot it was made in until disposed.</summary>
public readonly struct Signature : IDisposable
{
    /// <summary>The longest signature in bytes: RSA_4096.</summary>
    public const int MaxLength = 512;

    private readonly CryptoSlot _slot;
    private readonly bool _isEcdsa;

    internal Signature(Guid keyId, CryptoSlot slot, bool isEcdsa)
    {
        KeyId = keyId;
        _slot = slot;
        _isEcdsa = isEcdsa;
    }

    /// <summary>The key that signed.</summary>
    public Guid KeyId { get; }

    /// <summary>Writes the signature: of modulus length for RSA, DER for ECDSA.</summary>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public int Write(Span<byte> destination)
    {
        if (_isEcdsa)
        {
            return EcdsaSignature.WriteDer(_slot.Output, destination);
        }

        _slot.Output.CopyTo(destination);
        return _slot.Output.Length;
    }

    /// <summary>Returns the slot.</summary>
    public void Dispose() => _slot.Dispose();
}
