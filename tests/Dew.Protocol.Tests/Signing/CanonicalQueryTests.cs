using System.Text;
using Dew.Protocol.Signing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class CanonicalQueryTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a=1", "a=1")]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1&a=10", "a=1&a=10&a=2")]
    [InlineData("a", "a=")]
    [InlineData("a=", "a=")]
    [InlineData("user=a%20b&c", "c=&user=a%20b")]
    [InlineData("user=a%20b%26c", "user=a%20b%26c")]
    [InlineData("user=a+b", "user=a%20b")]
    [InlineData("user=a%2Bb", "user=a%2Bb")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("a=%e7%a9%ba", "a=%E7%A9%BA")]
    [InlineData("a=空", "a=%E7%A9%BA")]
    [InlineData("a=/", "a=%2F")]
    [InlineData("a=?", "a=%3F")]
    [InlineData("a=%", "a=%25")]
    [InlineData("%61=1&A=2", "A=2&a=1")]
    [InlineData("a=~-_.", "a=~-_.")]
    [InlineData("a=1&&b=2", "=&a=1&b=2")]
    [InlineData("ab=1&a=2", "a=2&ab=1")]
    public void Is_decoded_sorted_and_encoded(string query, string expected) => Assert.Equal(expected, Canonical(query));

    [Fact]
    public void Has_a_limit_of_parameters()
    {
        string most = string.Join('&', Enumerable.Repeat("a=1", CanonicalRequest.MaxParameters));

        Assert.Equal(most, Canonical(most));
        Assert.Null(Canonical(most + "&a=1"));
    }

    private static string? Canonical(string query)
    {
        var canonical = new CanonicalRequest("GET");
        bool fits = canonical.TryQuery(query);
        string text = Encoding.UTF8.GetString(canonical.Text);
        canonical.Dispose();
        return fits ? text["GET\n".Length..^1] : null;
    }
}
