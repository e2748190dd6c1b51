using Dew.Protocol.Signing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class SignedHeaderListTests
{
    [Theory]
    [InlineData("host", true)]
    [InlineData("content-type;host;user-agent;x-project-id;x-sdk-date", true)]
    [InlineData("", false)]
    [InlineData(";host", false)]
    [InlineData("host;", false)]
    [InlineData("host;;x", false)]
    [InlineData("host;host", false)]
    [InlineData("x-sdk-date;host", false)]
    [InlineData("Host", false)]
    [InlineData("host; x-sdk-date", false)]
    [InlineData("host:", false)]
    public void Is_lower_case_in_order_and_each_once(string list, bool expected) => Assert.Equal(expected, SignedHeaderList.IsValid(list));

    [Fact]
    public void Has_a_limit()
    {
        string most = string.Join(';', Enumerable.Range(100, SignedHeaderList.MaxCount));

        Assert.True(SignedHeaderList.IsValid(most));
        Assert.False(SignedHeaderList.IsValid(most + ";a"));
    }

    [Theory]
    [InlineData("host", true)]
    [InlineData("x-sdk-date", true)]
    [InlineData("x-sdk", false)]
    public void Names_whole_headers(string name, bool expected) => Assert.Equal(expected, SignedHeaderList.Contains("host;x-sdk-date", name));
}
