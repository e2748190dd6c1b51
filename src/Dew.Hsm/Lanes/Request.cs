using Dew.Core;

namespace Dew.Hsm;

/// <summary>
/// Something to do on a lane. One word holds a ticket (which use of the object this is) and the phase; every change of hands is a
/// compare-and-swap on it, so of lane, watchdog and a lane that comes back too late exactly one completes a use.
/// </summary>
internal abstract class Request
{
    private long _word;
    private long _deadlineAt;

    /// <summary>A use is under way.</summary>
    internal bool IsBusy => PhaseOf(Volatile.Read(ref _word)) != RequestPhase.Idle;

    /// <summary>Timestamp of the deadline.</summary>
    internal long DeadlineAt => Volatile.Read(ref _deadlineAt);

    /// <summary>Whether the thread that submits it may also serve it: only if it does not block for the answer.</summary>
    internal abstract bool MayRunOnSubmitter { get; }

    /// <summary>By the owner: from idle to queued, a new ticket.</summary>
    internal void Begin(long deadlineAt)
    {
        long word = Volatile.Read(ref _word);
        if (PhaseOf(word) != RequestPhase.Idle)
        {
            throw new InvalidOperationException("The slot runs an operation already; one at a time.");
        }

        Volatile.Write(ref _deadlineAt, deadlineAt);
        Volatile.Write(ref _word, Word(TicketOf(word) + 1, RequestPhase.Queued));
    }

    /// <summary>By the owner: the queue was full, so nobody has it.</summary>
    internal void Withdraw() => TryMove(TicketOf(Volatile.Read(ref _word)), RequestPhase.Queued, RequestPhase.Idle);

    /// <summary>The ticket of a queued request.</summary>
    internal bool IsQueued(out long ticket)
    {
        long word = Volatile.Read(ref _word);
        ticket = TicketOf(word);
        return PhaseOf(word) == RequestPhase.Queued;
    }

    internal bool TryMove(long ticket, RequestPhase from, RequestPhase to) =>
        Interlocked.CompareExchange(ref _word, Word(ticket, to), Word(ticket, from)) == Word(ticket, from);

    /// <summary>By the watchdog: tells the owner if the deadline has passed, whatever the request waits for.</summary>
    internal void ExpireIfOverdue(long now)
    {
        long word = Volatile.Read(ref _word);
        RequestPhase phase = PhaseOf(word);
        if (phase == RequestPhase.Idle || now < DeadlineAt)
        {
            return;
        }

        // The deadline read may be that of a later use; then the ticket is another and the exchange fails.
        if (TryMove(TicketOf(word), phase, RequestPhase.Idle))
        {
            if (phase == RequestPhase.Running)
            {
                OnAbandonedInsideModule();
            }

            Tell(Status.HsmTimeout, 0, onThisThread: false);
        }
    }

    /// <summary>By the lane that runs it: ends this use. Whoever ended it tells the owner.</summary>
    /// <returns>False if the watchdog was first: what the lane holds of the request's buffers is then the lane's to clean up.</returns>
    internal bool TryEnd(long ticket) => TryMove(ticket, RequestPhase.Running, RequestPhase.Idle);

    /// <summary>Tells the owner how it went. Once per use, by who ended it.</summary>
    /// <param name="status">The outcome.</param>
    /// <param name="outputLength">Bytes of output.</param>
    /// <param name="onThisThread">Whether the owner may go on on this thread.</param>
    internal abstract void Tell(Status status, int outputLength, bool onThisThread);

    /// <summary>
    /// By a lane that is about to take it: copies the parameters into the lane. They may be torn if the request is taken back meanwhile;
    /// then the lane's attempt to move it to running fails and the copy is thrown away.
    /// </summary>
    internal abstract void Capture(ref LaneJob job);

    /// <summary>Inside the module, with the key pinned.</summary>
    internal abstract CallResult Execute(Lane lane, ref LaneJob job);

    /// <summary>By a lane that was given up and came back: if the owner was not told yet it is now, and what was captured is cleaned up.</summary>
    internal void LateReturn(long ticket, ref LaneJob job)
    {
        if (TryEnd(ticket))
        {
            Tell(Status.HsmTimeout, 0, onThisThread: false);
        }
        else
        {
            CleanUpAfterLateReturn(ref job);
        }
    }

    /// <summary>By the lane whose visit ended after the use was over: cleans up what it captured.</summary>
    internal abstract void CleanUpAfterLateReturn(ref LaneJob job);

    /// <summary>The lane still uses the buffers it captured; the owner gets others.</summary>
    protected abstract void OnAbandonedInsideModule();

    private static long Word(long ticket, RequestPhase phase) => (ticket << 8) | (byte)phase;

    private static long TicketOf(long word) => word >> 8;

    private static RequestPhase PhaseOf(long word) => (RequestPhase)(word & 0xFF);
}
