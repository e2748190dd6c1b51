using Dew.SecureMemory;

namespace Dew.Core.Identity;

/// <summary>A new access key with its secret, which nobody is told again. Dispose of it when it has been handed out.</summary>
public sealed class IssuedAccessKey : IDisposable
{
    internal IssuedAccessKey(AccessKey key, SecretBuffer secret)
    {
        Key = key;
        Secret = secret;
    }

    /// <summary>The key.</summary>
    public AccessKey Key { get; }

    /// <summary>40 letters and digits, ASCII.</summary>
    public SecretBuffer Secret { get; }

    /// <summary>Zeroes the secret.</summary>
    public void Dispose() => Secret.Dispose();
}
