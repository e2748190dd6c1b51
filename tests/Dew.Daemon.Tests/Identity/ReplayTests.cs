using Dew.Daemon.Identity;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class ReplayTests : SignatureTest
{
    private static readonly TimeSpan s_grace = new SignatureOptions().ReplayGrace;

    [Fact]
    public void The_same_request_many_times_in_one_second_is_accepted()
    {
        for (int i = 0; i < 1000; i++)
        {
            AssertAccepted(Request());
        }

        Assert.Equal(1, Verifier.RememberedSignatures);
    }

    [Fact]
    public void A_signature_may_be_used_again_until_the_grace_ends()
    {
        SdkRequest request = Request();
        AssertAccepted(request);
        Time.Advance(s_grace);

        AssertAccepted(request);
    }

    [Fact]
    public void A_signature_is_refused_after_the_grace()
    {
        SdkRequest request = Request();
        AssertAccepted(request);
        Time.Advance(s_grace + TimeSpan.FromMilliseconds(1));

        AssertRefused(AuthenticationFailures.Replayed, request);
    }

    [Fact]
    public void Using_a_signature_again_does_not_prolong_the_grace()
    {
        SdkRequest request = Request();
        for (int i = 0; i < 5; i++)
        {
            AssertAccepted(request);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        AssertAccepted(request);
        Time.Advance(TimeSpan.FromSeconds(1));

        AssertRefused(AuthenticationFailures.Replayed, request);
    }

    [Theory]
    [InlineData(-14)]
    [InlineData(0)]
    [InlineData(14)]
    public void A_signature_is_refused_until_its_date_leaves_the_window(int clientAheadMinutes)
    {
        SdkRequest request = Signer(SdkKind.Java).Request("POST", "h", ListKeys, Time.Now.AddMinutes(clientAheadMinutes), Body);
        AssertAccepted(request);
        Time.Advance(TimeSpan.FromSeconds(6));
        for (int seconds = 6; seconds <= (clientAheadMinutes + 15) * 60; seconds += 6)
        {
            AssertRefused(AuthenticationFailures.Replayed, request);
            Time.Advance(TimeSpan.FromSeconds(6));
        }

        AssertRefused(AuthenticationFailures.TimeDifference, request);
    }

    [Fact]
    public void A_client_with_a_slow_clock_may_repeat_a_request_within_a_second()
    {
        SdkRequest request = Signer(SdkKind.Java).Request("POST", "h", ListKeys, Time.Now.AddMinutes(-10), Body);

        AssertAccepted(request);
        AssertAccepted(request);
    }

    [Fact]
    public void Changing_what_is_not_signed_makes_no_new_signature()
    {
        SdkRequest request = Request(SdkKind.Java);
        AssertAccepted(request);
        Time.Advance(TimeSpan.FromSeconds(6));

        AssertRefused(AuthenticationFailures.Replayed, request.With("Content-Type", "text/plain"));
    }

    [Fact]
    public void A_wrong_signature_is_not_remembered()
    {
        SdkRequest request = Request();
        AssertRefused(AuthenticationFailures.SignatureWrong, request with { Body = [] });

        Assert.Equal(0, Verifier.RememberedSignatures);
    }

    [Fact]
    public void After_a_restart_what_an_earlier_process_may_have_accepted_is_refused()
    {
        SdkRequest request = Request();
        AssertAccepted(request);
        Options = Options with { ReplayEarlierUntil = Time.Now };
        Time.Advance(TimeSpan.FromSeconds(6));
        Restart();

        AssertRefused(AuthenticationFailures.ReplayUnknowable, request);
        AssertAccepted(Request());
    }

    [Fact]
    public void After_a_restart_a_request_that_was_just_signed_is_accepted()
    {
        SdkRequest request = Request();
        Options = Options with { ReplayEarlierUntil = Time.Now };
        Time.Advance(TimeSpan.FromSeconds(4));
        Restart();

        AssertAccepted(request);
    }
}
