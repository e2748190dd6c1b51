using System.Buffers.Binary;

namespace Dew.Daemon.Identity;

/// <summary>
/// Remembers which signatures were used, and refuses the second use of one unless it comes within moments of the first. Bounded: when it is
/// full it accepts fresh signatures alone, rather than forget some. Safe for any number of threads.
/// </summary>
/// <remarks>
/// A signature is an HMAC, so 128 of its bits are as good as all: nobody without the secret can choose them, and two of a million fall together
/// once in 2^88 times. They also spread signatures evenly over the shards.
/// </remarks>
internal sealed class ReplayCache
{
    private const int ShardCount = 16;

    private readonly ReplayShard[] _shards = new ReplayShard[ShardCount];
    private readonly SignatureOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Remembers nothing yet.</summary>
    internal ReplayCache(SignatureOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        int windowMinutes = (int)Math.Ceiling(SignatureOptions.Window.TotalMinutes);
        for (int i = 0; i < ShardCount; i++)
        {
            _shards[i] = new ReplayShard(windowMinutes, Math.Max(1, options.ReplayCapacity / ShardCount));
        }
    }

    /// <summary>Signatures remembered now.</summary>
    internal int Count => _shards.Sum(static shard => shard.Count);

    /// <summary>Notes a use of a signature that was found right.</summary>
    /// <param name="signature">At least 16 bytes of it.</param>
    /// <param name="signedAt">Its date, within the window.</param>
    internal ReplayDecision Use(ReadOnlySpan<byte> signature, DateTimeOffset signedAt)
    {
        DateTimeOffset now = _time.GetUtcNow();
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(signature);
        ulong high = BinaryPrimitives.ReadUInt64LittleEndian(signature[sizeof(ulong)..]);
        bool isFresh = (now - signedAt).Duration() <= _options.ReplayGrace;
        if (!isFresh && signedAt <= _options.ReplayEarlierUntil)
        {
            return ReplayDecision.Unknowable;
        }

        long timestamp = _time.GetTimestamp();
        ReplayShard shard = _shards[high % ShardCount];
        return shard.FirstUse(low, high, MinuteOf(signedAt), MinuteOf(now), timestamp) switch
        {
            null => isFresh ? ReplayDecision.Accepted : ReplayDecision.Unknowable,
            { } first when _time.GetElapsedTime(first, timestamp) <= _options.ReplayGrace => ReplayDecision.Accepted,
            _ => ReplayDecision.Replayed,
        };
    }

    private static long MinuteOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;
}
