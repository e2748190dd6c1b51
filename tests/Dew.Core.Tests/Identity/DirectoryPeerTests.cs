using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>Who users and groups of the operating system are.</summary>
public sealed class DirectoryPeerTests : DirectoryTest
{
    [Fact]
    public void Without_a_mapping_one_is_nobody() => Assert.Null(Directory.PrincipalOfPeer(1000, [1000, 27]));

    [Fact]
    public async Task A_mapped_user_is_who_the_mapping_says_also_after_a_restart()
    {
        (await Directory.PutPeerAsync(Call(), "user:1000", "admin")).Ok();

        Restart();

        Assert.Equal(PrincipalOf(Admin), Directory.PrincipalOfPeer(1000, []));
        Assert.Null(Directory.PrincipalOfPeer(1001, [1000]));
    }

    [Fact]
    public async Task The_mapping_of_a_user_counts_before_those_of_its_groups()
    {
        User alice = await UserAsync();
        (await Directory.PutPeerAsync(Call(), "group:27", "admin")).Ok();
        (await Directory.PutPeerAsync(Call(), "user:1000", alice.Id)).Ok();

        Assert.Equal("alice", Directory.PrincipalOfPeer(1000, [27])!.Name);
        Assert.Equal("admin", Directory.PrincipalOfPeer(1001, [5, 27])!.Name);
    }

    [Fact]
    public async Task Among_groups_the_smallest_number_counts()
    {
        await UserAsync();
        (await Directory.PutPeerAsync(Call(), "group:50", "admin")).Ok();
        (await Directory.PutPeerAsync(Call(), "group:27", "alice")).Ok();

        Assert.Equal("alice", Directory.PrincipalOfPeer(1000, [50, 27])!.Name);
        Assert.Equal("alice", Directory.PrincipalOfPeer(1000, [27, 50])!.Name);
    }

    [Fact]
    public async Task Mapped_to_a_disabled_user_one_is_nobody_whatever_the_groups()
    {
        await UserAsync();
        (await Directory.PutPeerAsync(Call(), "user:1000", "alice")).Ok();
        (await Directory.PutPeerAsync(Call(), "group:27", "admin")).Ok();

        (await Directory.UpdateUserAsync(Call(), "alice", new EntryUpdate { IsEnabled = false })).Ok();

        Assert.Null(Directory.PrincipalOfPeer(1000, [27]));
    }

    [Fact]
    public async Task A_mapping_is_replaced_and_deleted()
    {
        await UserAsync();
        (await Directory.PutPeerAsync(Call(), "user:1000", "admin")).Ok();
        (await Directory.PutPeerAsync(Call(), "user:1000", "alice")).Ok();
        Assert.Equal("alice", Directory.PrincipalOfPeer(1000, [])!.Name);

        (await Directory.DeletePeerAsync(Call(), "user:1000")).Ok();

        Assert.Null(Directory.PrincipalOfPeer(1000, []));
        (await Directory.DeletePeerAsync(Call(), "user:1000")).FailsWith(Status.EntryNotFound);
    }

    [Theory]
    [InlineData("1000")]
    [InlineData("user:")]
    [InlineData("user:-1")]
    [InlineData("user: 1")]
    [InlineData("user:01")]
    [InlineData("User:1")]
    [InlineData("user:4294967295")]
    [InlineData("user:4294967296")]
    [InlineData("host:1")]
    public async Task A_peer_of_another_form_is_refused(string peer) =>
        (await Directory.PutPeerAsync(Call(), peer, "admin")).FailsWith(Status.EntryInvalid);

    [Fact]
    public async Task A_mapping_to_nobody_is_refused() => (await Directory.PutPeerAsync(Call(), "user:0", "nobody")).FailsWith(Status.EntryNotFound);

    [Fact]
    public async Task The_configuration_wins_and_is_not_stored()
    {
        await UserAsync();
        (await Directory.PutPeerAsync(Call(), "user:1000", "admin")).Ok();
        int commits = Store.Commits;

        Assert.Empty(await Directory.UseConfiguredPeersAsync([new ConfiguredPeer(new PeerId(PeerKind.User, 1000), "alice")]));

        Assert.Equal("alice", Directory.PrincipalOfPeer(1000, [])!.Name);
        Assert.Equal(commits, Store.Commits);
        Restart();
        Assert.Equal("admin", Directory.PrincipalOfPeer(1000, [])!.Name);
    }

    [Fact]
    public async Task A_configured_peer_of_an_unknown_user_is_told_and_is_nobody_until_the_user_comes()
    {
        (await Directory.PutPeerAsync(Call(), "user:1000", "admin")).Ok();
        var peer = new ConfiguredPeer(new PeerId(PeerKind.User, 1000), "carol");

        Assert.Equal([peer], await Directory.UseConfiguredPeersAsync([peer]));

        Assert.Null(Directory.PrincipalOfPeer(1000, []));
        await UserAsync("carol");
        Assert.Equal("carol", Directory.PrincipalOfPeer(1000, [])!.Name);
    }
}
