using Dew.Core.Identity;

namespace Dew.Daemon.Identity;

/// <summary>An access key of the directory, or a temporary one of a request, as signatures are checked against it. Dispose of it after that.</summary>
internal sealed class DirectoryKey : IAccessKey, IDisposable
{
    private readonly KnownAccessKey? _known;
    private readonly TemporaryKey? _temporary;
    private readonly TimeProvider _time;

    internal DirectoryKey(KnownAccessKey known, TimeProvider time)
    {
        _known = known;
        _time = time;
        Principal = known.Principal;
    }

    internal DirectoryKey(TemporaryKey temporary, TimeProvider time)
    {
        _temporary = temporary;
        _time = time;
        Principal = temporary.Principal;
    }

    /// <summary>Who it speaks for.</summary>
    internal Principal Principal { get; }

    public string Id => Principal.AccessKeyId!;

    /// <summary>A temporary key exists only while its agency and who assumed it do.</summary>
    public bool IsEnabled => _known is null || _known.StateAt(_time.GetUtcNow()) is AccessKeyState.Usable or AccessKeyState.Expired;

    public DateTimeOffset? ExpiresAt => _known is null ? _temporary!.Expires : _known.Key.Expires;

    public bool TryCopySecret(Span<byte> destination, out int length)
    {
        length = 0;
        if (_temporary is not null)
        {
            length = _temporary.Secret.Length;
            _temporary.Secret.DangerousGetSpan().CopyTo(destination);
            return true;
        }

        if (!_known!.TryOpenSecret(out SecretLease lease))
        {
            return false;
        }

        using (lease)
        {
            length = lease.DangerousGetSpan().Length;
            lease.DangerousGetSpan().CopyTo(destination);
            return true;
        }
    }

    /// <summary>Remembers that it signed a request that was accepted.</summary>
    internal void MarkUsed() => _known?.MarkUsed(_time.GetUtcNow());

    public void Dispose() => _temporary?.Dispose();
}
