using System.Net;
using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>Where requests over the network may come from.</summary>
public sealed class DirectoryAccessListTests : DirectoryTest
{
    private static readonly IPAddress s_inside = IPAddress.Parse("10.1.2.3");
    private static readonly IPAddress s_outside = IPAddress.Parse("192.0.2.7");

    [Fact]
    public void Without_a_list_from_anywhere() => Assert.True(Directory.IsAddressAllowed(PrincipalOf(Admin), s_outside));

    [Fact]
    public async Task The_list_of_the_domain_holds_for_everybody_also_after_a_restart()
    {
        (await Directory.PutAccessListAsync(Call(), "domain", ["10.0.0.0/8", "2001:db8::/32"])).Ok();

        Restart();

        Assert.True(Directory.IsAddressAllowed(PrincipalOf(Admin), s_inside));
        Assert.True(Directory.IsAddressAllowed(PrincipalOf(Admin), s_inside.MapToIPv6()));
        Assert.True(Directory.IsAddressAllowed(PrincipalOf(Admin), IPAddress.Parse("2001:db8::1")));
        Assert.False(Directory.IsAddressAllowed(PrincipalOf(Admin), s_outside));
        Assert.False(Directory.IsAddressAllowed(Principal.Unknown, s_outside));
    }

    [Fact]
    public async Task The_list_of_a_user_holds_for_that_user()
    {
        User alice = await UserAsync();
        (await Directory.PutAccessListAsync(Call(), "alice", ["10.0.0.0/8"])).Ok();

        Assert.False(Directory.IsAddressAllowed(PrincipalOf(alice), s_outside));
        Assert.True(Directory.IsAddressAllowed(PrincipalOf(Admin), s_outside));
    }

    [Fact]
    public async Task Both_lists_must_contain_the_address()
    {
        User alice = await UserAsync();
        (await Directory.PutAccessListAsync(Call(), "domain", ["10.0.0.0/8"])).Ok();
        (await Directory.PutAccessListAsync(Call(), alice.Id, ["10.1.0.0/16", "192.0.2.0/24"])).Ok();

        Assert.True(Directory.IsAddressAllowed(PrincipalOf(alice), s_inside));
        Assert.False(Directory.IsAddressAllowed(PrincipalOf(alice), s_outside));
        Assert.False(Directory.IsAddressAllowed(PrincipalOf(alice), IPAddress.Parse("10.2.0.0")));
    }

    [Fact]
    public async Task The_list_of_a_user_holds_for_the_agencies_it_assumes()
    {
        User alice = await UserAsync();
        await AgencyAsync(new AgencyTrust { UserIds = ["alice"] });
        (await Directory.PutAccessListAsync(Call(), "alice", ["10.0.0.0/8"])).Ok();
        using TemporaryCredential credential = Directory.AssumeAgency(Call(PrincipalOf(alice)), "keeper").Ok();
        using TemporaryKey key = Directory.OpenSecurityToken(credential.SecurityToken, credential.AccessKeyId).Ok();

        Assert.False(Directory.IsAddressAllowed(key.Principal, s_outside));
        Assert.True(Directory.IsAddressAllowed(key.Principal, s_inside));
    }

    [Fact]
    public async Task A_deleted_list_lets_everybody_in_again()
    {
        (await Directory.PutAccessListAsync(Call(), "domain", ["10.0.0.0/8"])).Ok();

        (await Directory.DeleteAccessListAsync(Call(), "domain")).Ok();

        Assert.True(Directory.IsAddressAllowed(PrincipalOf(Admin), s_outside));
        Directory.GetAccessList("domain").FailsWith(Status.EntryNotFound);
        (await Directory.DeleteAccessListAsync(Call(), "domain")).FailsWith(Status.EntryNotFound);
    }

    [Theory]
    [InlineData("domain")]
    [InlineData("admin")]
    public async Task Nobody_shuts_himself_out(string scope)
    {
        (await Directory.PutAccessListAsync(Call(source: "192.0.2.7"), scope, ["10.0.0.0/8"])).FailsWith(Status.EntryInvalid);
        (await Directory.PutAccessListAsync(Call(source: "10.9.9.9"), scope, ["10.0.0.0/8"])).Ok();
        (await Directory.PutAccessListAsync(Call(source: ""), scope, ["172.16.0.0/12"])).Ok();
    }

    [Fact]
    public async Task A_wrong_range_is_refused_naming_it()
    {
        string message = (await Directory.PutAccessListAsync(Call(), "domain", ["10.0.0.0/8", "10.0.0.1/8"])).FailsWith(Status.EntryInvalid).Message;

        Assert.StartsWith("ranges[1]", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_is_refused() =>
        (await Directory.PutAccessListAsync(Call(), "domain", [])).FailsWith(Status.EntryInvalid);

    [Fact]
    public async Task A_list_of_nobody_is_refused() =>
        (await Directory.PutAccessListAsync(Call(), "nobody", ["10.0.0.0/8"])).FailsWith(Status.EntryNotFound);
}
