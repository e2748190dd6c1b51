using Xunit;

namespace Dew.Core.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public void The_default_is_a_failure_that_nobody_assigned()
    {
        Outcome<int> outcome = default;

        Assert.False(outcome.IsOk);
        Assert.Equal(Status.Unset, outcome.Status);
        Assert.Equal("", outcome.Message);
        Assert.Equal(Status.Unset, outcome.Failure.Status);
        Assert.Equal("", outcome.Failure.Message);
    }

    [Fact]
    public void The_default_has_no_value()
    {
        Outcome<int> outcome = default;

        Assert.Throws<InvalidOperationException>(() => outcome.Value);
        Assert.False(outcome.TryGet(out _, out Failure failure));
        Assert.Equal(Status.Unset, failure.Status);
    }

    [Fact]
    public void A_value_is_ok()
    {
        Outcome<string> outcome = "value";

        Assert.True(outcome.IsOk);
        Assert.Equal(Status.Ok, outcome.Status);
        Assert.Equal("value", outcome.Value);
        Assert.Equal("", outcome.Message);
        Assert.True(outcome.TryGet(out string? value, out _));
        Assert.Equal("value", value);
    }

    [Fact]
    public void A_value_is_no_failure() => Assert.Throws<InvalidOperationException>(static () => ((Outcome<int>)1).Failure);

    [Fact]
    public void A_failure_keeps_its_status_and_message()
    {
        Outcome<int> outcome = new Failure(Status.KeyNotFound, "No such key.");

        Assert.False(outcome.IsOk);
        Assert.Equal(new Failure(Status.KeyNotFound, "No such key."), outcome.Failure);
        Assert.False(outcome.TryGet(out _, out Failure failure));
        Assert.Equal(outcome.Failure, failure);
    }

    [Fact]
    public void The_default_failure_is_no_success() => Assert.Equal(Status.Unset, ((Outcome<int>)default(Failure)).Status);

    [Fact]
    public void A_failure_that_claims_success_is_a_defect_and_no_value()
    {
        Outcome<string> outcome = new Failure(Status.Ok, "");

        Assert.False(outcome.IsOk);
        Assert.Equal(Status.Internal, outcome.Status);
    }
}
