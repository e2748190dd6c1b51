namespace Dew.Core.Ports;

/// <summary>Key material fresh from the HSM, wrapped.</summary>
/// <param name="RootGeneration">Which dew-root wraps it.</param>
/// <param name="WrappedMaterial">The wrapped material.</param>
/// <param name="PublicKey">DER SubjectPublicKeyInfo, or empty for a symmetric key.</param>
public sealed record GeneratedKey(uint RootGeneration, ReadOnlyMemory<byte> WrappedMaterial, ReadOnlyMemory<byte> PublicKey);
