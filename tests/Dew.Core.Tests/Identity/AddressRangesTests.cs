using System.Net;
using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

public sealed class AddressRangesTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "9.255.255.255", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("192.168.1.7", "192.168.1.7", true)]
    [InlineData("192.168.1.7", "192.168.1.8", false)]
    [InlineData("192.168.1.7/32", "192.168.1.7", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "::1", true)]
    [InlineData("::/0", "127.0.0.1", true)]
    [InlineData("fd00::/8", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("fd00::/8", "fe00::", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("2001:db8::8/125", "2001:db8::f", true)]
    [InlineData("2001:db8::8/125", "2001:db8::10", false)]
    public void An_address_is_in_a_range_or_not(string range, string address, bool isIn) =>
        Assert.Equal(isIn, AddressRanges.Parse([range]).Ok().Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("10.0.0.256")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("167772161")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("10.0.0.1/8")]
    [InlineData("fd00::1/8")]
    [InlineData("::/129")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1-10.0.0.9")]
    [InlineData("host.example")]
    public void What_is_no_range_is_refused_by_its_place(string range)
    {
        Failure failure = AddressRanges.Parse(["10.0.0.0/8", range]).FailsWith(Status.EntryInvalid);

        Assert.StartsWith("[1]: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlapping_ranges_are_one_set()
    {
        AddressRanges ranges = AddressRanges.Parse(["10.2.0.0/16", "10.0.0.0/8", "10.255.0.0/16", "12.0.0.0/8", "10.0.0.0/8"]).Ok();

        Assert.True(ranges.Contains(IPAddress.Parse("10.200.0.1")));
        Assert.True(ranges.Contains(IPAddress.Parse("10.2.3.4")));
        Assert.False(ranges.Contains(IPAddress.Parse("11.0.0.1")));
        Assert.True(ranges.Contains(IPAddress.Parse("12.0.0.1")));
    }

    [Fact]
    public void The_empty_set_has_no_address()
    {
        Assert.True(AddressRanges.Empty.IsEmpty);
        Assert.False(AddressRanges.Empty.Contains(IPAddress.Loopback));
        Assert.False(AddressRanges.Parse(["::/0"]).Ok().IsEmpty);
    }
}
