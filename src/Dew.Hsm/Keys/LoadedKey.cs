using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>
/// A key version and, while it is loaded, its object in the HSM. One word holds the epoch of the connection that loaded it (0: not loaded) and the
/// number of operations using it, so a handle of an earlier connection is never used and an object in use is never destroyed.
/// </summary>
internal sealed class LoadedKey : KeyHandle
{
    private const int EpochShift = 32;
    private const long PinMask = 0xFFFF_FFFF;

    private long _word;
    private nuint _handle;
    private bool _usedLately;

    internal LoadedKey(KeyVersionRecord version, KeyShape shape)
        : base(version)
    {
        Shape = shape;
        if (shape.IsPair && version.PublicKey.Length > 0)
        {
            PublicBits = SubjectPublicKeyInfo.DecodeKey(version.PublicKey);
            Modulus = shape.CurveOid is null ? SubjectPublicKeyInfo.DecodeModulus(version.PublicKey) : [];
        }
    }

    internal KeyShape Shape { get; }

    /// <summary>Of an EC key: its point, 0x04 ‖ x ‖ y; of an RSA key: its public key in DER; else empty.</summary>
    internal byte[] PublicBits { get; } = [];

    /// <summary>Of an RSA key: the modulus without leading zeros.</summary>
    internal byte[] Modulus { get; } = [];

    /// <summary>The object; valid while pinned.</summary>
    internal nuint Handle => _handle;

    /// <summary>Position in the cache's ring, -1 outside. Guarded by the cache.</summary>
    internal int CacheIndex { get; set; } = -1;

    /// <summary>Keeps the object from being destroyed until <see cref="Unpin"/>.</summary>
    /// <returns>False if this connection has not loaded it.</returns>
    internal bool TryPin(uint epoch)
    {
        while (true)
        {
            long word = Volatile.Read(ref _word);
            if ((uint)(word >> EpochShift) != epoch)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _word, word + 1, word) == word)
            {
                if (!_usedLately)
                {
                    _usedLately = true;
                }

                return true;
            }
        }
    }

    /// <summary>Ends a use. Nothing happens if the connection of the use is gone.</summary>
    internal void Unpin(uint epoch)
    {
        while (true)
        {
            long word = Volatile.Read(ref _word);
            if ((uint)(word >> EpochShift) != epoch || (word & PinMask) == 0 || Interlocked.CompareExchange(ref _word, word - 1, word) == word)
            {
                return;
            }
        }
    }

    /// <summary>By the cache: a fresh object, pinned once for the caller.</summary>
    internal void Publish(uint epoch, nuint handle)
    {
        _handle = handle;
        _usedLately = true;
        Volatile.Write(ref _word, ((long)epoch << EpochShift) | 1);
    }

    /// <summary>By the cache: takes the object away unless someone uses it.</summary>
    internal bool TryWithdraw(uint epoch, out nuint handle)
    {
        handle = _handle;
        long unpinned = (long)epoch << EpochShift;
        return Interlocked.CompareExchange(ref _word, 0, unpinned) == unpinned;
    }

    /// <summary>By the cache: whether it was used since the last time it was asked.</summary>
    internal bool TakeUsedLately()
    {
        bool used = _usedLately;
        _usedLately = false;
        return used;
    }

    /// <summary>By the cache when a connection is gone: forgets the object, whoever uses it.</summary>
    internal void Forget() => Volatile.Write(ref _word, 0);

    internal bool IsLoadedIn(uint epoch) => (uint)(Volatile.Read(ref _word) >> EpochShift) == epoch;
}
