namespace Dew.Daemon.Identity;

/// <summary>A part of the <see cref="ReplayCache"/> with a lock of its own: a ring of tables, one for each minute that dates of signatures can be in.</summary>
internal sealed class ReplayShard
{
    private readonly Lock _lock = new();
    private readonly ReplayTable?[] _ring;
    private readonly int _windowMinutes;
    private readonly int _capacity;
    private long _sweptAt = long.MinValue;
    private int _count;

    internal ReplayShard(int windowMinutes, int capacity)
    {
        _windowMinutes = windowMinutes;
        _capacity = capacity;
        _ring = new ReplayTable?[(2 * windowMinutes) + 2]; // the window reaches both ways, and ends within a minute at either side
    }

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>When a signature was used first: now if it is new; null if it is new and there is no room to remember it.</summary>
    /// <param name="low">64 bits of the signature.</param>
    /// <param name="high">64 other bits.</param>
    /// <param name="minute">The minute of its date.</param>
    /// <param name="nowMinute">The minute it is.</param>
    /// <param name="timestamp">The moment, of the monotonic clock.</param>
    internal long? FirstUse(ulong low, ulong high, long minute, long nowMinute, long timestamp)
    {
        lock (_lock)
        {
            Sweep(nowMinute);
            ref ReplayTable? table = ref _ring[minute % _ring.Length];
            if (table is null || table.Minute != minute)
            {
                _count -= table?.Count ?? 0;
                table = new ReplayTable(minute);
            }

            if (table.TryFind(low, high, out long first))
            {
                return first;
            }

            if (_count >= _capacity)
            {
                return null;
            }

            table.Add(low, high, timestamp);
            _count++;
            return timestamp;
        }
    }

    /// <summary>Once a minute: what left the window is refused for its date and need not be remembered.</summary>
    private void Sweep(long nowMinute)
    {
        if (nowMinute == _sweptAt)
        {
            return;
        }

        _sweptAt = nowMinute;
        foreach (ref ReplayTable? table in _ring.AsSpan())
        {
            if (table is not null && table.Minute < nowMinute - _windowMinutes)
            {
                _count -= table.Count;
                table = null;
            }
        }
    }
}
