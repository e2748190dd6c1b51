namespace Dew.Client;

/// <summary>A data key as it is kept: wrapped by a key of the appliance.</summary>
/// <param name="KeyId">The key that wraps it, a UUID.</param>
/// <param name="Ciphertext">The wrapped data key.</param>
public sealed record WrappedDataKey(string KeyId, ReadOnlyMemory<byte> Ciphertext);
