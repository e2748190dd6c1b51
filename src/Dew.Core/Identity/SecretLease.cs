namespace Dew.Core.Identity;

/// <summary>The bytes of an access key's secret, for as long as this is not disposed. Dispose of it once; do not copy it.</summary>
public readonly ref struct SecretLease : IDisposable
{
    private readonly AccessSecret? _secret;

    internal SecretLease(AccessSecret secret) => _secret = secret;

    /// <summary>The secret, 40 ASCII characters. The span must not outlive this object.</summary>
    public ReadOnlySpan<byte> DangerousGetSpan() => _secret is null ? default : _secret.DangerousGetSpan();

    /// <summary>Gives the bytes back.</summary>
    public void Dispose() => _secret?.Release();
}
