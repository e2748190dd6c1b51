namespace Dew.Core.Kms;

/// <summary>The material of one version of a CMK.</summary>
public sealed record KeyVersionRecord
{
    /// <summary>The key.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>The version, from 1.</summary>
    public required uint Version { get; init; }

    /// <summary>The specification, as in the key's record.</summary>
    public required KeySpec Spec { get; init; }

    /// <summary>Which dew-root key wraps the material (its generation N, from 1).</summary>
    public required uint RootGeneration { get; init; }

    /// <summary>The material wrapped by dew-root; opaque to all but the HSM. For private keys the plaintext inside is PKCS#8.</summary>
    public required ReadOnlyMemory<byte> WrappedMaterial { get; init; }

    /// <summary>DER SubjectPublicKeyInfo of an asymmetric key; empty otherwise.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>When it was created, to the millisecond, UTC.</summary>
    public required DateTimeOffset Created { get; init; }
}
