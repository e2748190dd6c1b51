using Dew.Core;

namespace Dew.Hsm;

/// <summary>Lanes of one kind and the queue that feeds them.</summary>
/// <remarks>
/// A lane without work spins briefly, then sleeps. A sleeper is woken only when nobody spins already, and who takes a request while more wait
/// wakes the next one: one producer never pays for waking several.
/// </remarks>
internal sealed class LanePool
{
    private readonly Lock _lanesGate = new();
    private readonly List<Lane> _lanes = [];
    private readonly object _sleepGate = new();
    private readonly RequestQueue _queue;
    private readonly LaneContext _context;
    private readonly long _deadlineTicks;
    private readonly int _spins;
    private int _sleepers;
    private int _spinners;
    private int _started;
    private volatile bool _stopped;

    /// <param name="context">What all lanes share.</param>
    /// <param name="name">For the names of threads.</param>
    /// <param name="queueCapacity">Requests that may wait.</param>
    /// <param name="deadline">From asking to answer.</param>
    /// <param name="spins">Looks at the queue before a lane sleeps.</param>
    internal LanePool(LaneContext context, string name, int queueCapacity, TimeSpan deadline, int spins)
    {
        _context = context;
        _queue = new RequestQueue(queueCapacity);
        _deadlineTicks = context.Ticks(deadline);
        _spins = spins;
        Name = name;
    }

    internal string Name { get; }

    internal int QueueDepth => _queue.Count;

    internal bool IsStopped => _stopped;

    /// <summary>Why <see cref="TrySubmit"/> refuses.</summary>
    internal Status Refusal => _stopped ? Status.HsmFailed : Status.HsmBusy;

    /// <summary>Longest visit of one lane to the module.</summary>
    internal long DeadlineTicks => _deadlineTicks;

    internal int LaneCount
    {
        get
        {
            lock (_lanesGate)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>Lanes now; a copy, for the watchdog and the connector.</summary>
    internal Lane[] Snapshot()
    {
        lock (_lanesGate)
        {
            return [.. _lanes];
        }
    }

    internal void StartLane()
    {
        var lane = new Lane(this, _context, $"hsm {Name} {Interlocked.Increment(ref _started)}");
        lock (_lanesGate)
        {
            _lanes.Add(lane);
        }

        lane.Start();
    }

    /// <summary>Takes a lane out that ends or is given up.</summary>
    internal void Remove(Lane lane)
    {
        lock (_lanesGate)
        {
            _lanes.Remove(lane);
        }
    }

    /// <summary>Takes a lane out unless it is the last.</summary>
    internal bool TryRetire(Lane lane)
    {
        lock (_lanesGate)
        {
            return _lanes.Count > 1 && _lanes.Remove(lane);
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

        WakeOne();
        return true;
    }

    /// <summary>Puts back a request a lane cannot serve.</summary>
    internal bool TryRequeue(Request request)
    {
        if (!_queue.TryEnqueue(request))
        {
            return false;
        }

        WakeOne();
        return true;
    }

    /// <summary>The next request, waiting for it.</summary>
    /// <returns>Null when the pool stops.</returns>
    internal Request? Take()
    {
        while (!_stopped)
        {
            Request? request = _queue.TryDequeue() ?? Spin() ?? Sleep();
            if (request is not null)
            {
                if (_queue.Count > 0)
                {
                    WakeOne();
                }

                return request;
            }
        }

        return null;
    }

    /// <summary>Ends the lanes that come to ask for work.</summary>
    internal void Stop()
    {
        _stopped = true;
        lock (_sleepGate)
        {
            Monitor.PulseAll(_sleepGate);
        }
    }

    private Request? Spin()
    {
        if (_spins == 0)
        {
            return null;
        }

        Request? request = null;
        Interlocked.Increment(ref _spinners);
        for (int i = 0; i < _spins && request is null; i++)
        {
            Thread.SpinWait(SpinIterations);
            request = _queue.TryDequeue();
        }

        Interlocked.Decrement(ref _spinners);
        return request;
    }

    private Request? Sleep()
    {
        lock (_sleepGate)
        {
            // Announced first, looked again after: a producer either sees the sleeper or its request is seen here.
            Interlocked.Increment(ref _sleepers);
            Request? request = _queue.TryDequeue();
            if (request is null && !_stopped)
            {
                Monitor.Wait(_sleepGate);
            }

            Interlocked.Decrement(ref _sleepers);
            return request;
        }
    }

    private void WakeOne()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleepers) > 0 && Volatile.Read(ref _spinners) == 0)
        {
            lock (_sleepGate)
            {
                Monitor.Pulse(_sleepGate);
            }
        }
    }

    /// <summary>Pauses between two looks at the queue.</summary>
    private const int SpinIterations = 20;
}
