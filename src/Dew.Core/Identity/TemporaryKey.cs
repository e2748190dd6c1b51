using Dew.SecureMemory;

namespace Dew.Core.Identity;

/// <summary>Temporary credentials as they came back in a request. Dispose of it when the signature is checked.</summary>
public sealed class TemporaryKey : IDisposable
{
    internal TemporaryKey(Principal principal, DateTimeOffset expires, SecretBuffer secret)
    {
        Principal = principal;
        Expires = expires;
        Secret = secret;
    }

    /// <summary>The agency; it names the temporary access key and who assumed it.</summary>
    public Principal Principal { get; }

    /// <summary>When it stops being accepted.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>The secret to check the signature with, 40 ASCII characters.</summary>
    public SecretBuffer Secret { get; }

    /// <summary>Zeroes the secret.</summary>
    public void Dispose() => Secret.Dispose();
}
