using Dew.SecureMemory;

namespace Dew.Client;

/// <summary>A data key in both forms: in the clear for use now, wrapped by a key of the appliance for keeping.</summary>
/// <param name="keyId">The key that wraps it, a UUID.</param>
/// <param name="plaintext">The data key itself; owned by the new object.</param>
/// <param name="ciphertext">The wrapped data key.</param>
public sealed class DataKey(string keyId, SecretBuffer plaintext, byte[] ciphertext) : IDisposable
{
    /// <summary>The key that wraps it, a UUID.</summary>
    public string KeyId { get; } = keyId;

    /// <summary>The data key itself. Lives as long as this object.</summary>
    public SecretBuffer Plaintext { get; } = plaintext;

    /// <summary>The wrapped data key, to be kept beside the data; the appliance alone can open it.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; } = ciphertext;

    /// <summary>Zeroes the plaintext.</summary>
    public void Dispose() => Plaintext.Dispose();

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"DataKey({Plaintext.Length} bytes, redacted, wrapped by {KeyId})";
}
