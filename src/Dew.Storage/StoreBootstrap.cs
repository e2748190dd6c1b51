namespace Dew.Storage;

/// <summary>How to get the store key: what the HSM made of it.</summary>
/// <param name="StoreKeyGeneration">Which dew-store key of the HSM sealed it (its generation N, from 1).</param>
/// <param name="SealedStoreKey">The store key sealed by that key; opaque to all but the HSM.</param>
public sealed record StoreBootstrap(uint StoreKeyGeneration, ReadOnlyMemory<byte> SealedStoreKey);
