namespace Dew.Daemon.Tests;

/// <summary>A clock that stands still until it is moved, with timers that fire when it passes them.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <param name="start">Where it stands at first; the time it really is for tests in which others look at their own clock.</param>
    internal ManualTime(DateTimeOffset? start = null) => _now = start ?? DateTimeOffset.UtcNow;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal DateTimeOffset Now => GetUtcNow();

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Advance(TimeSpan span)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _now += span;
            due = _timers.FindAll(timer => timer.Due <= _now);
            foreach (ManualTimer timer in due)
            {
                timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : DateTimeOffset.MaxValue;
            }
        }

        due.ForEach(static timer => timer.Fire());
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        internal DateTimeOffset Due { get; set; } = DateTimeOffset.MaxValue;

        internal TimeSpan Period { get; private set; }

        internal Action Fire => fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Due = dueTime >= TimeSpan.Zero ? time._now + dueTime : DateTimeOffset.MaxValue;
                Period = period;
                time._timers.Remove(this);
                time._timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
