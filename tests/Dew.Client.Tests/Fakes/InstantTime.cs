namespace Dew.Client.Tests.Fakes;

/// <summary>A clock on which every wait is over at once, and which remembers how long each was.</summary>
internal sealed class InstantTime : TimeProvider
{
    internal List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
