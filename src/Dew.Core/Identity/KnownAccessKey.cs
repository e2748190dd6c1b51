namespace Dew.Core.Identity;

/// <summary>An access key as it is at this moment, with a way to its secret. Look it up for each request; do not keep it.</summary>
public sealed class KnownAccessKey
{
    private readonly bool _isOwnerEnabled;
    private readonly AccessSecret _secret;

    internal KnownAccessKey(AccessKeyEntry entry, Principal principal, bool isOwnerEnabled)
    {
        Key = entry.Key;
        Principal = principal;
        _isOwnerEnabled = isOwnerEnabled;
        _secret = entry.Secret;
    }

    /// <summary>The key.</summary>
    public AccessKey Key { get; }

    /// <summary>Who it speaks for; the principal names this key.</summary>
    public Principal Principal { get; }

    /// <summary>Whether it is accepted.</summary>
    /// <param name="now">The time.</param>
    public AccessKeyState StateAt(DateTimeOffset now) =>
        !Key.IsEnabled ? AccessKeyState.Disabled
        : Key.Expires <= now ? AccessKeyState.Expired
        : !_isOwnerEnabled ? AccessKeyState.OwnerDisabled
        : AccessKeyState.Usable;

    /// <summary>Gives the secret's bytes to check a signature with.</summary>
    /// <param name="lease">The bytes; dispose of it.</param>
    /// <returns>False if the key was removed a moment ago.</returns>
    public bool TryOpenSecret(out SecretLease lease)
    {
        bool acquired = _secret.TryAcquire();
        lease = acquired ? new SecretLease(_secret) : default;
        return acquired;
    }

    /// <summary>Remembers that it signed a request that was accepted.</summary>
    /// <param name="now">The time.</param>
    public void MarkUsed(DateTimeOffset now) => _secret.MarkUsed(now);
}
