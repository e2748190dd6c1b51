namespace Dew.Core.Tests.Fakes;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, 123, 456, TimeSpan.Zero);

    internal DateTimeOffset Now => _now;

    public override DateTimeOffset GetUtcNow() => _now;

    internal void Advance(TimeSpan span) => _now += span;

    internal void MoveTo(DateTimeOffset time) => _now = time;
}
