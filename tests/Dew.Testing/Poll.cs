using System.Diagnostics;

namespace Dew.Testing;

/// <summary>Waits for what another process does and gives no signal of.</summary>
public static class Poll
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks again and again; true as soon as the condition holds, false when it never did within the limit.</summary>
    public static bool Until(Func<bool> condition, TimeSpan limit)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > limit)
            {
                return false;
            }
            Thread.Sleep(s_interval);
        }
        return true;
    }
}
