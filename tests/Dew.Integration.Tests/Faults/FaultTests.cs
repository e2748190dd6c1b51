using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Faults;

/// <summary>
/// What the operator of an HSM fears: calls that fail, a token that drops out, sessions that run out, a call that never returns. Requests
/// get an error worth another try within their deadline, and service comes back by itself.
/// </summary>
public sealed class FaultTests
{
    [Fact]
    public void Logging_in_again_may_fail_too()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        faulty.Control.Fail("C_OpenSession", (ulong)Ckr.DeviceError, times: 2);
        faulty.Control.Fail("C_Login", (ulong)Ckr.DeviceError, times: 1);
        faulty.Control.Fail("C_EncryptInit", (ulong)Ckr.SessionHandleInvalid);
        faulty.Load(2, TimeSpan.FromSeconds(1));
        faulty.WaitForService();
    }

    [Fact]
    public void A_token_that_is_pulled_out_and_put_back_is_used_again()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        HttpAnswer? whileAway = null;
        bool degraded = false;
        faulty.Load(4, TimeSpan.FromSeconds(8), () =>
        {
            faulty.Control.RemoveToken();
            using DewApi api = faulty.Connect();
            whileAway = faulty.AskStrictly(api, 0);
            degraded = faulty.IsDegraded();
            faulty.Control.InsertToken();
        });

        faulty.WaitForService();
        Assert.NotEqual(200, whileAway!.Status);
        Assert.True(degraded, "the state did not say degraded");
        Assert.True(Poll.Until(() => !faulty.IsDegraded(), FaultyDaemon.Recovery), "the state stays degraded");
        Assert.Equal(1ul, faulty.Control.Removals);
    }

    [Fact]
    public void A_token_that_is_away_for_a_moment_costs_no_request()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        List<HttpAnswer> answers = faulty.Load(4, TimeSpan.FromSeconds(4), () =>
        {
            faulty.Control.RemoveToken();
            Assert.True(Poll.Until(() => faulty.Control.Removals == 1, TimeSpan.FromSeconds(2)));
            faulty.Control.InsertToken();
        });

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public void While_the_token_is_away_keys_can_be_looked_at()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        faulty.Control.RemoveToken();
        using DewApi api = faulty.Connect();
        faulty.AskStrictly(api, 0);

        Assert.Equal(2, api.AllKeys().Count);
        Assert.Equal(200, api.Get("/healthz").Status);
        Assert.Equal(200, api.Get("/appliance/v1/doctor").Status);
        faulty.Control.InsertToken();
        faulty.WaitForService();
    }

    [Fact]
    public void Four_sessions_are_enough()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new(control => control.SessionCap = 4);
        List<HttpAnswer> answers = faulty.Load(16, TimeSpan.FromSeconds(2));

        Assert.InRange(faulty.Control.OpenSessions, 1ul, 4ul);
        Assert.True(answers.Count(answer => answer.Status == 200) > 100, $"{answers.Count} answers");
        using DewApi api = faulty.Connect();
        api.CreateKey("with-four", "RSA_2048");
    }

    [Fact]
    public void A_call_that_never_returns_costs_its_request_and_nobody_else()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        faulty.Control.Hang("C_Encrypt", times: 1);
        List<HttpAnswer> answers = faulty.Load(4, TimeSpan.FromSeconds(1));

        Assert.Equal(1ul, faulty.Control.Hanging("C_Encrypt"));
        Assert.Single(answers, answer => answer.Status != 200);
        faulty.WaitForService();
        faulty.Control.ReleaseHanging();
        Assert.True(Poll.Until(() => faulty.Control.Hanging("C_Encrypt") == 0, TimeSpan.FromSeconds(5)));
        faulty.Load(4, TimeSpan.FromSeconds(1));
        faulty.WaitForService();
    }

    [Fact]
    public void When_every_call_hangs_all_are_answered_in_time_and_the_daemon_ends_in_words_to_be_started_again()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        faulty.Control.Hang("C_Encrypt");
        bool ended = false;
        try
        {
            faulty.Load(16, TimeSpan.FromSeconds(40), () => ended = Poll.Until(() => faulty.Daemon.HasExited, TimeSpan.FromSeconds(40)));
        }
        catch (InvalidOperationException e) when (e.InnerException is IOException or System.Net.Sockets.SocketException or InvalidDataException)
        {
            // The daemon ended under its clients.
        }

        Assert.True(ended, "the daemon went on with every lane lost\n" + faulty.Daemon.StandardError);
        Assert.NotEqual(0, faulty.Daemon.ExitCode);
        Assert.Contains("HSM", faulty.Daemon.StandardError, StringComparison.OrdinalIgnoreCase);
        faulty.Control.Reset();
        faulty.StartAgain();
        faulty.WaitForService();
    }

    [Fact]
    public void A_module_that_takes_the_process_down_leaves_a_state_that_starts_again()
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        faulty.Control.Crash("C_Sign");
        using (DewApi api = faulty.Connect())
        {
            Assert.ThrowsAny<Exception>(() => faulty.Ask(api, 3));
        }
        Assert.True(Poll.Until(() => faulty.Daemon.HasExited, TimeSpan.FromSeconds(10)));

        faulty.Control.Reset();
        faulty.StartAgain();
        faulty.WaitForService();
    }
}
