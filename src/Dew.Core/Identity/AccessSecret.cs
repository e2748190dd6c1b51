using Dew.SecureMemory;

namespace Dew.Core.Identity;

/// <summary>The secret of an access key in memory. When the key is removed it is zeroed as soon as nobody reads it any more.</summary>
internal sealed class AccessSecret
{
    private const int Retired = 1 << 30;

    private readonly AccessSecrets _owner;
    private readonly LockedPages _pages;
    private readonly int _offset;
    private int _readers;
    private long _lastUsedMinutes;

    internal AccessSecret(AccessSecrets owner, LockedPages pages, int offset)
    {
        _owner = owner;
        _pages = pages;
        _offset = offset;
    }

    /// <summary>When it was last used, to the minute; null for not since it was loaded.</summary>
    internal DateTimeOffset? LastUsed => Volatile.Read(ref _lastUsedMinutes) is > 0 and long minutes
        ? DateTimeOffset.UnixEpoch.AddMinutes(minutes)
        : null;

    internal void MarkUsed(DateTimeOffset now)
    {
        long minutes = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMinute;
        if (Volatile.Read(ref _lastUsedMinutes) != minutes)
        {
            Volatile.Write(ref _lastUsedMinutes, minutes);
        }
    }

    /// <summary>Keeps the bytes as they are until <see cref="Release"/>; false if the key is removed already.</summary>
    internal bool TryAcquire()
    {
        int before = Volatile.Read(ref _readers);
        while ((before & Retired) == 0)
        {
            int seen = Interlocked.CompareExchange(ref _readers, before + 1, before);
            if (seen == before)
            {
                return true;
            }

            before = seen;
        }

        return false;
    }

    internal ReadOnlySpan<byte> DangerousGetSpan() => _pages.DangerousGetSpan().Slice(_offset, AccessSecrets.Length);

    internal void Release()
    {
        if (Interlocked.Decrement(ref _readers) == Retired)
        {
            _owner.Free(_pages, _offset);
        }
    }

    /// <summary>Nobody gets the bytes from now on; called once.</summary>
    internal void Retire()
    {
        if (Interlocked.Or(ref _readers, Retired) == 0)
        {
            _owner.Free(_pages, _offset);
        }
    }

    /// <summary>Never the content.</summary>
    public override string ToString() => "AccessSecret(redacted)";
}
