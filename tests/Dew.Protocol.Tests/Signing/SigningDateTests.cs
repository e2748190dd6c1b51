using Dew.Protocol.Signing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class SigningDateTests
{
    [Fact]
    public void Is_read_and_written()
    {
        Assert.True(SigningDate.TryParse("20261123T021230Z", out DateTimeOffset time));

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 2, 12, 30, TimeSpan.Zero), time);
        Assert.Equal("20261123T021230Z", SigningDate.Format(time.ToOffset(TimeSpan.FromHours(8)).AddMilliseconds(999)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20261123T021230")]
    [InlineData("20261123t021230Z")]
    [InlineData("20261123T021230z")]
    [InlineData("2026-11-23T02:12:30Z")]
    [InlineData(" 20261123T021230Z")]
    [InlineData("20261123T02123 Z")]
    [InlineData("20261323T021230Z")]
    [InlineData("20260231T021230Z")]
    [InlineData("20261123T241230Z")]
    [InlineData("20261123T021260Z")]
    [InlineData("２0261123T021230Z")]
    public void In_another_form_is_refused(string text) => Assert.False(SigningDate.TryParse(text, out _));
}
