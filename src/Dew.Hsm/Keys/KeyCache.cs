namespace Dew.Hsm;

/// <summary>
/// The key versions loaded in the HSM, at most so many. Which goes is found by a clock hand over a ring: a key used since the hand last
/// passed gets another round, the first one unused and not in use goes. That is least recently used to within one round, and costs a use of a
/// key no more than a flag, where an exact order would cost every lane a common lock.
/// </summary>
internal sealed class KeyCache
{
    private readonly Lock _gate = new();
    private readonly LoadedKey?[] _ring;
    private int _hand;
    private int _count;
    private uint _epoch;

    internal KeyCache(int capacity) => _ring = new LoadedKey?[capacity];

    internal int Count => Volatile.Read(ref _count);

    /// <summary>A new connection: every object of the old one is gone with its sessions.</summary>
    internal void Reset(uint epoch)
    {
        lock (_gate)
        {
            for (int i = 0; i < _ring.Length; i++)
            {
                if (_ring[i] is { } key)
                {
                    key.Forget();
                    key.CacheIndex = -1;
                    _ring[i] = null;
                }
            }

            _count = 0;
            _hand = 0;
            _epoch = epoch;
        }
    }

    /// <summary>Takes in a fresh object and pins it for the caller.</summary>
    /// <param name="key">The key, not loaded.</param>
    /// <param name="epoch">The connection that loaded it.</param>
    /// <param name="handle">Its object.</param>
    /// <param name="victim">An object to destroy, 0 for none.</param>
    /// <returns>False if the connection is gone, or every key of a full cache is in use: then destroy <paramref name="handle"/>.</returns>
    internal bool TryInsert(LoadedKey key, uint epoch, nuint handle, out nuint victim)
    {
        victim = 0;
        lock (_gate)
        {
            if (epoch != _epoch)
            {
                return false;
            }

            int place = FindPlace(ref victim);
            if (place < 0)
            {
                return false;
            }

            _ring[place] = key;
            key.CacheIndex = place;
            Volatile.Write(ref _count, _count + 1);
            key.Publish(epoch, handle);
            return true;
        }
    }

    /// <summary>Takes a key out if nobody uses it.</summary>
    /// <returns>True with the object to destroy, or with 0 if there is none; false if the key is in use.</returns>
    internal bool TryRemove(LoadedKey key, out nuint handle)
    {
        handle = 0;
        lock (_gate)
        {
            if (key.CacheIndex < 0 || !key.IsLoadedIn(_epoch))
            {
                return true;
            }

            if (!key.TryWithdraw(_epoch, out handle))
            {
                return false;
            }

            Drop(key);
            return true;
        }
    }

    private int FindPlace(ref nuint victim)
    {
        // Two rounds clear every flag; what is left then is in use.
        for (int step = 0; step < _ring.Length * 2 + 1; step++)
        {
            int place = _hand;
            _hand = (_hand + 1) % _ring.Length;
            if (_ring[place] is not { } key)
            {
                return place;
            }

            if (_count == _ring.Length && !key.TakeUsedLately() && key.TryWithdraw(_epoch, out victim))
            {
                Drop(key);
                return place;
            }
        }

        return -1;
    }

    private void Drop(LoadedKey key)
    {
        _ring[key.CacheIndex] = null;
        key.CacheIndex = -1;
        Volatile.Write(ref _count, _count - 1);
    }
}
