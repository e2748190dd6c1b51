using Dew.Daemon.Identity;
using Dew.Core;
using Dew.Protocol.Signing;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class WindowTests : SignatureTest
{
    [Theory]
    [InlineData(-900)]
    [InlineData(-899)]
    [InlineData(899)]
    [InlineData(900)]
    public void Fifteen_minutes_are_accepted_both_ways(int seconds) => AssertAccepted(At(seconds));

    [Theory]
    [InlineData(-901)]
    [InlineData(901)]
    [InlineData(-86400)]
    [InlineData(86400)]
    public void More_is_refused_both_ways(int seconds) => AssertRefused(AuthenticationFailures.TimeDifference, At(seconds));

    [Fact]
    public void A_fraction_of_a_second_more_is_refused()
    {
        SdkRequest request = At(-900);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        AssertRefused(AuthenticationFailures.TimeDifference, request);
    }

    [Fact]
    public void A_body_that_takes_its_time_does_not_widen_the_window()
    {
        PendingSignature<TestAccessKey> pending = Verifier.Begin(View(At(-890))).Value;
        byte[] hash = new byte[32];
        PayloadHash.Compute(System.Text.Encoding.UTF8.GetBytes(Body), hash);
        Time.Advance(TimeSpan.FromSeconds(11));

        Outcome<TestAccessKey> outcome = Verifier.Complete(pending, hash);

        Assert.Equal(AuthenticationFailures.TimeDifference, outcome.Failure);
    }

    private SdkRequest At(int seconds) => Signer(SdkKind.Java).Request("POST", "h", ListKeys, Time.Now.AddSeconds(seconds), Body);
}
