using Dew.Core.Kms;

namespace Dew.Core.Ports;

/// <summary>A key version known to a provider. The provider loads it into the HSM when it is first used, and again whenever it has to.</summary>
public abstract class KeyHandle
{
    /// <summary>Binds a version.</summary>
    /// <param name="version">The version.</param>
    protected KeyHandle(KeyVersionRecord version) => Version = version;

    /// <summary>The version.</summary>
    public KeyVersionRecord Version { get; }
}
