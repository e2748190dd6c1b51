using System.Net;
using Dew.Client.Rest;
using Xunit;

namespace Dew.Client.Tests.Rest;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(429, false, "Safe")]
    [InlineData(503, true, "Safe")]
    [InlineData(503, false, "Never")]
    [InlineData(500, false, "Ambiguous")]
    [InlineData(502, false, "Ambiguous")]
    [InlineData(504, false, "Ambiguous")]
    [InlineData(400, false, "Never")]
    [InlineData(403, true, "Never")]
    [InlineData(404, false, "Never")]
    public void Status_says_whether_to_repeat(int status, bool retryAfter, string expected)
    {
        Assert.Equal(expected, RetryPolicy.Classify((HttpStatusCode)status, retryAfter).ToString());
    }

    [Fact]
    public void Ambiguous_failure_is_not_repeated_for_what_may_not_be_done_twice()
    {
        Assert.False(Policy().ShouldRetry(1, Repeat.Ambiguous, mayBeDoneTwice: false));
    }

    [Fact]
    public void Safe_failure_is_repeated_even_for_what_may_not_be_done_twice()
    {
        Assert.True(Policy().ShouldRetry(1, Repeat.Safe, mayBeDoneTwice: false));
    }

    [Fact]
    public void Last_attempt_is_not_repeated()
    {
        Assert.False(Policy().ShouldRetry(4, Repeat.Safe, mayBeDoneTwice: true));
    }

    [Theory]
    [InlineData(1, 0.0, 50)]
    [InlineData(1, 1.0, 100)]
    [InlineData(2, 1.0, 200)]
    [InlineData(3, 0.5, 300)]
    public void Backoff_doubles_and_takes_a_random_half_to_whole(int attempt, double jitter, int expectedMs)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), Policy(jitter).Backoff(attempt, null));
    }

    [Fact]
    public void Longer_retry_after_is_obeyed()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), Policy().Backoff(1, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Shorter_retry_after_does_not_shorten_the_backoff()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(100), Policy().Backoff(1, TimeSpan.Zero));
    }

    [Fact]
    public void No_wait_is_longer_than_the_maximum()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), Policy().Backoff(1, TimeSpan.FromHours(1)));
    }

    private static RetryPolicy Policy(double jitter = 1.0) =>
        new(4, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), () => jitter);
}
