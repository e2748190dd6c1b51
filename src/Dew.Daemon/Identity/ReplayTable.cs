namespace Dew.Daemon.Identity;

/// <summary>The signatures with dates in one minute and when each was used first: a hash table with open addressing that only grows.</summary>
internal sealed class ReplayTable
{
    private const int SmallestSize = 16;

    private Entry[] _entries = new Entry[SmallestSize];

    internal ReplayTable(long minute) => Minute = minute;

    internal long Minute { get; }

    internal int Count { get; private set; }

    internal bool TryFind(ulong low, ulong high, out long timestamp)
    {
        ref Entry entry = ref Place(_entries, low, high);
        timestamp = entry.Timestamp;
        return entry.IsUsed;
    }

    /// <summary>Adds what is not there.</summary>
    internal void Add(ulong low, ulong high, long timestamp)
    {
        if (4L * (Count + 1) > 3L * _entries.Length)
        {
            Grow();
        }

        Place(_entries, low, high) = new Entry(low, high, timestamp);
        Count++;
    }

    private void Grow()
    {
        var larger = new Entry[2 * _entries.Length];
        foreach (ref readonly Entry entry in _entries.AsSpan())
        {
            if (entry.IsUsed)
            {
                Place(larger, entry.Low, entry.High) = entry;
            }
        }

        _entries = larger;
    }

    /// <summary>Where a signature is, or the free place where it belongs. There is always a free one.</summary>
    private static ref Entry Place(Entry[] entries, ulong low, ulong high)
    {
        int mask = entries.Length - 1;
        int at = (int)low & mask;
        while (entries[at].IsUsed && (entries[at].Low != low || entries[at].High != high))
        {
            at = (at + 1) & mask;
        }

        return ref entries[at];
    }

    private readonly record struct Entry(ulong Low, ulong High, long Timestamp)
    {
        /// <summary>A signature of 128 zero bits does not happen.</summary>
        internal bool IsUsed => (Low | High) != 0;
    }
}
