using Dew.Core;
using Dew.Daemon.Identity;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class ThrottleTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_principal_over_its_rate_is_refused_until_time_has_passed()
    {
        Throttle throttle = New(new ThrottleOptions { PrincipalRequestsPerSecond = 10, PrincipalBurst = 5 });

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(Ask(throttle, "a")));
        Assert.Equal(Status.Throttled, Ask(throttle, "a")?.Status);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(Ask(throttle, "a"));
        Assert.NotNull(Ask(throttle, "a"));
        Assert.Equal(2, throttle.Refused);
    }

    [Fact]
    public void A_principal_over_its_rate_does_not_slow_another()
    {
        Throttle throttle = New(new ThrottleOptions { PrincipalRequestsPerSecond = 1, PrincipalBurst = 1 });
        Ask(throttle, "greedy");

        Assert.NotNull(Ask(throttle, "greedy"));
        Assert.Null(Ask(throttle, "modest"));
    }

    [Fact]
    public void Requests_at_once_are_limited_and_room_is_given_back()
    {
        Throttle throttle = New(new ThrottleOptions { PrincipalRequestsAtOnce = 2 });
        Throttle.Lease first = throttle.Enter("a", "p", out Failure? failure);
        Assert.Null(failure);
        using Throttle.Lease second = throttle.Enter("a", "p", out failure);
        Assert.Null(failure);
        Assert.NotNull(Ask(throttle, "a"));
        Assert.Null(Ask(throttle, "b"));

        first.Dispose();

        Assert.Null(Ask(throttle, "a"));
    }

    [Fact]
    public void A_project_has_a_rate_of_its_own()
    {
        Throttle throttle = New(new ThrottleOptions { ProjectRequestsPerSecond = 1, ProjectBurst = 1 });

        Assert.Null(Ask(throttle, "a", "p"));
        Assert.NotNull(Ask(throttle, "b", "p"));
        Assert.Null(Ask(throttle, "b", "q"));
        Assert.Null(Ask(throttle, "b", ""));
    }

    [Fact]
    public async Task Many_threads_together_get_exactly_the_burst()
    {
        Throttle throttle = New(new ThrottleOptions { PrincipalRequestsPerSecond = 1, PrincipalBurst = 500 });
        int admitted = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                if (Ask(throttle, "a") is null)
                {
                    Interlocked.Increment(ref admitted);
                }
            }
        })));

        Assert.Equal(500, admitted);
    }

    [Fact]
    public void A_warm_principal_costs_no_allocation()
    {
        Throttle throttle = New(new ThrottleOptions());
        Ask(throttle, "a");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Ask(throttle, "a");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Failure? Ask(Throttle throttle, string principal, string project = "p")
    {
        using Throttle.Lease lease = throttle.Enter(principal, project, out Failure? failure);
        return failure;
    }

    private Throttle New(ThrottleOptions options) => new(options, _time);
}
