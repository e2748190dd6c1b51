using System.Net;
using Dew.Core.Certificates;
using Xunit;

namespace Dew.Core.Tests.Certificates;

public sealed class ServerNamesTests
{
    [Fact]
    public void Names_are_brought_into_one_form()
    {
        ServerNames names = new ServerNames(["DEW.Example", "dew.example"], [IPAddress.Loopback, IPAddress.Loopback.MapToIPv6()]).Normalise().Value;
        Assert.Equal(["dew.example"], names.DnsNames);
        Assert.Equal([IPAddress.Loopback], names.Addresses);
        Assert.Equal("dew.example", names.First);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("-a.b")]
    [InlineData("a-.b")]
    [InlineData("*.example")]
    [InlineData("a_b")]
    [InlineData("bücher.example")]
    [InlineData("192.0.2.1")]
    [InlineData("a b")]
    public void What_is_no_host_name_is_refused(string name) =>
        Assert.Equal(Status.CertificateRequestInvalid, new ServerNames([name], []).Normalise().Status);

    [Fact]
    public void There_are_some_names_but_not_too_many()
    {
        Assert.False(new ServerNames([], []).Normalise().IsOk);
        Assert.True(new ServerNames([], [IPAddress.IPv6Loopback]).Normalise().IsOk);
        Assert.False(new ServerNames([.. Enumerable.Range(0, 65).Select(static i => $"h{i}")], []).Normalise().IsOk);
    }

    [Fact]
    public void A_refusal_shows_no_control_characters() =>
        Assert.DoesNotContain('\n', new ServerNames(["a\nb"], []).Normalise().Message);
}
