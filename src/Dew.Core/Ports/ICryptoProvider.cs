using Dew.Core.Kms;

namespace Dew.Core.Ports;

/// <summary>An HSM: makes keys, keeps those in use, and works with them. All members may be called from any thread.</summary>
public interface ICryptoProvider
{
    /// <summary>Generates a key in the HSM and wraps it with dew-root. The material is never outside the HSM in the clear.</summary>
    /// <param name="spec">What kind of key.</param>
    /// <returns>The wrapped key, or <see cref="Status.HsmBusy"/>, <see cref="Status.HsmTimeout"/>, <see cref="Status.HsmFailed"/>, or <see cref="Status.KeySpecInvalid"/> if the module cannot make such a key.</returns>
    ValueTask<Outcome<GeneratedKey>> GenerateKeyAsync(KeySpec spec);

    /// <summary>Makes a version usable in slots. Cheap: nothing is loaded yet.</summary>
    /// <param name="version">The version.</param>
    KeyHandle Bind(KeyVersionRecord version);

    /// <summary>Destroys what the HSM holds for a handle. A later use loads it again from its wrapped material, if that still exists.</summary>
    /// <param name="handle">The handle.</param>
    void Unload(KeyHandle handle);

    /// <summary>A slot for one request, with empty buffers.</summary>
    CryptoSlot Rent();
}
