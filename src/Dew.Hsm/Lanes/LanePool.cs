using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>Lanes of one kind and the queue that feeds them.</summary>
/// <remarks>
/// Lanes whose work takes long have threads of their own. Lanes for short work borrow them: from who brings the work, if he offers his thread
/// (<see cref="CallerThread"/>), so that a lone request wakes nobody; else, and when more work waits, from the thread pool. A lane that hangs in
/// the module takes the borrowed thread with it, as it would take its own.
/// </remarks>
internal sealed class LanePool
{
    private readonly Lock _lanesGate = new();
    private readonly object _sleepGate = new();
    private readonly RequestQueue _queue;
    private readonly LaneContext _context;
    private readonly long _deadlineTicks;
    private readonly bool _borrowsThreads;
    private volatile Lane[] _lanes = [];
    private int _started;
    private volatile bool _stopped;

    /// <param name="context">What all lanes share.</param>
    /// <param name="name">For the names of lanes.</param>
    /// <param name="queueCapacity">Requests that may wait.</param>
    /// <param name="deadline">From asking to answer.</param>
    /// <param name="borrowsThreads">Whether lanes run on threads that are not theirs.</param>
    internal LanePool(LaneContext context, string name, int queueCapacity, TimeSpan deadline, bool borrowsThreads)
    {
        _context = context;
        _queue = new RequestQueue(queueCapacity);
        _deadlineTicks = context.Ticks(deadline);
        _borrowsThreads = borrowsThreads;
        Name = name;
    }

    internal string Name { get; }

    internal int QueueDepth => _queue.Count;

    internal bool IsStopped => _stopped;

    /// <summary>Why <see cref="TrySubmit"/> refuses.</summary>
    internal Status Refusal => _stopped ? Status.HsmFailed : Status.HsmBusy;

    /// <summary>Longest visit of one lane to the module.</summary>
    internal long DeadlineTicks => _deadlineTicks;

    internal bool HasWork => _queue.Count > 0;

    internal int LaneCount => _lanes.Length;

    /// <summary>Lanes now, for the watchdog and the connector; not to be changed.</summary>
    internal Lane[] Snapshot() => _lanes;

    internal void StartLane()
    {
        var lane = new Lane(this, _context, $"hsm {Name} {Interlocked.Increment(ref _started)}");
        lock (_lanesGate)
        {
            _lanes = [.. _lanes, lane];
        }

        if (!_borrowsThreads)
        {
            lane.StartThread();
        }
        else if (HasWork)
        {
            ActivateOne(onThisThread: false);
        }
    }

    /// <summary>Takes a lane out that ends or is given up.</summary>
    internal void Remove(Lane lane)
    {
        lock (_lanesGate)
        {
            _lanes = Array.FindAll(_lanes, other => other != lane);
        }
    }

    /// <summary>Takes a lane out unless it is the last.</summary>
    internal bool TryRetire(Lane lane)
    {
        lock (_lanesGate)
        {
            if (_lanes.Length < 2)
            {
                return false;
            }

            Remove(lane);
            return true;
        }
    }

    /// <summary>Queues a request with the pool's deadline.</summary>
    /// <returns>False if the queue is full or the pool is stopped; nobody has the request then.</returns>
    internal bool TrySubmit(Request request)
    {
        if (_stopped)
        {
            return false;
        }

        request.Begin(_context.Clock.GetTimestamp() + _deadlineTicks);
        if (!_queue.TryEnqueue(request))
        {
            request.Withdraw();
            return false;
        }

        Wake(request.MayRunOnSubmitter);
        return true;
    }

    /// <summary>Puts back a request a lane cannot serve.</summary>
    internal bool TryRequeue(Request request)
    {
        if (!_queue.TryEnqueue(request))
        {
            return false;
        }

        Wake(onThisThread: false);
        return true;
    }

    /// <summary>The next request, or null.</summary>
    internal Request? TryTake() => _queue.TryDequeue();

    /// <summary>The next request, waiting for it; for lanes with a thread of their own.</summary>
    /// <returns>Null when the pool stops.</returns>
    internal Request? Take()
    {
        lock (_sleepGate)
        {
            while (!_stopped)
            {
                if (_queue.TryDequeue() is { } request)
                {
                    return request;
                }

                Monitor.Wait(_sleepGate);
            }
        }

        return null;
    }

    /// <summary>Ends the lanes as soon as they are out of the module.</summary>
    internal void Stop()
    {
        _stopped = true;
        lock (_sleepGate)
        {
            Monitor.PulseAll(_sleepGate);
        }

        if (_borrowsThreads)
        {
            foreach (Lane lane in _lanes)
            {
                Activate(lane, onThisThread: false);
            }
        }
    }

    private void Wake(bool onThisThread)
    {
        if (_borrowsThreads)
        {
            ActivateOne(onThisThread);
            return;
        }

        lock (_sleepGate)
        {
            Monitor.Pulse(_sleepGate);
        }
    }

    private void ActivateOne(bool onThisThread)
    {
        Interlocked.MemoryBarrier(); // the request is in the queue before the lanes are looked at
        foreach (Lane lane in _lanes)
        {
            if (Activate(lane, onThisThread))
            {
                return;
            }
        }
    }

    /// <summary>Finds a thread for a lane if it is idle: the one that brings the work, where it may and is offered.</summary>
    private static bool Activate(Lane lane, bool onThisThread)
    {
        if (!lane.TryActivate())
        {
            return false;
        }

        if (!onThisThread || !CallerThread.TryLeave(lane))
        {
            RunOnPool(lane);
        }

        return true;
    }

    /// <summary>Gives a lane that is active a thread of the thread pool.</summary>
    internal static void RunOnPool(Lane lane) => ThreadPool.UnsafeQueueUserWorkItem(lane.OnPool, preferLocal: false);
}
