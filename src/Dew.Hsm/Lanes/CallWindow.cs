namespace Dew.Hsm;

/// <summary>
/// Says whether a thread is inside the module and since when. The thread, the watchdog and the connector settle by compare-and-swap whose turn
/// it is: a visit ends by the thread coming back or by the watchdog giving it up, and while the connector tidies up a lane the lane stays out.
/// </summary>
internal sealed class CallWindow
{
    private const long Outside = 0;
    private const long GivenUp = -1;

    private long _since;

    /// <summary>Someone is inside the module now, and not given up.</summary>
    internal bool IsInside => Volatile.Read(ref _since) > 0;

    /// <summary>The watchdog gave this thread up.</summary>
    internal bool IsGivenUp => Volatile.Read(ref _since) == GivenUp;

    /// <summary>Opens the window if it is free. A full fence, so that what is read next was not read before.</summary>
    /// <param name="now">Timestamp.</param>
    internal bool TryEnter(long now) => Interlocked.CompareExchange(ref _since, Math.Max(now, 1), Outside) == Outside;

    /// <summary>Opens the window, after the connector if that has it.</summary>
    /// <param name="clock">Gives the timestamp.</param>
    internal void Enter(TimeProvider clock)
    {
        SpinWait wait = default;
        while (!TryEnter(clock.GetTimestamp()))
        {
            wait.SpinOnce();
        }
    }

    /// <summary>Closes the window.</summary>
    /// <returns>False if the watchdog gave the thread up meanwhile: it owns nothing any more and has to end.</returns>
    internal bool TryLeave()
    {
        long since = Volatile.Read(ref _since);
        return since != GivenUp && Interlocked.CompareExchange(ref _since, Outside, since) == since;
    }

    /// <summary>At the end: gives the thread up if it is inside.</summary>
    internal bool GiveUp()
    {
        long since = Volatile.Read(ref _since);
        return since > 0 && Interlocked.CompareExchange(ref _since, GivenUp, since) == since;
    }

    /// <summary>By the watchdog: gives the thread up if it has been inside for longer than allowed.</summary>
    internal bool GiveUpIfOverdue(long now, long allowedTicks)
    {
        long since = Volatile.Read(ref _since);
        return since > 0 && now - since > allowedTicks && Interlocked.CompareExchange(ref _since, GivenUp, since) == since;
    }
}
