using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>What others need is not deleted, and the refusal names them.</summary>
public sealed class DirectoryDependencyTests : DirectoryTest
{
    private static readonly EntryUpdate s_off = new() { IsEnabled = false };

    [Fact]
    public async Task A_group_with_members()
    {
        await GroupAsync();
        await UserAsync("alice", "readers");

        Assert.Equal("Group readers is needed by user alice.", (await Directory.DeleteGroupAsync(Call(), "readers")).FailsWith(Status.EntryInUse).Message);

        (await Directory.RemoveMemberAsync(Call(), "readers", "alice")).Ok();
        (await Directory.DeleteGroupAsync(Call(), "readers")).Ok();
    }

    [Fact]
    public async Task A_group_that_an_agency_trusts()
    {
        await GroupAsync();
        await AgencyAsync(new AgencyTrust { GroupIds = ["readers"] });

        Assert.Equal("Group readers is needed by agency keeper.", (await Directory.DeleteGroupAsync(Call(), "readers")).FailsWith(Status.EntryInUse).Message);
    }

    [Fact]
    public async Task A_user_that_peers_and_agencies_name()
    {
        await UserAsync();
        (await Directory.PutPeerAsync(Call(), "user:1000", "alice")).Ok();
        await AgencyAsync(new AgencyTrust { UserIds = ["alice"] });

        Assert.Equal(
            "User alice is needed by peer user:1000, agency keeper.", (await Directory.DeleteUserAsync(Call(), "alice")).FailsWith(Status.EntryInUse).Message);
    }

    [Fact]
    public async Task A_policy_that_is_attached()
    {
        (await Directory.CreatePolicyAsync(Call(), "Look", "", AllowKeys)).Ok();
        await GroupAsync();
        await AttachAsync("readers", "look");
        (await Directory.AttachPolicyAsync(Call(), PolicyHolder.Service, "obs", "Look")).Ok();

        Assert.Equal(
            "Policy Look is needed by group readers, service obs.", (await Directory.DeletePolicyAsync(Call(), "Look")).FailsWith(Status.EntryInUse).Message);
        Assert.Equal(["group readers", "service obs"], Directory.HoldersOf("LOOK"));
    }

    [Fact]
    public async Task A_project_with_keys()
    {
        Project project = (await Directory.CreateProjectAsync(Call(), "lab")).Ok();
        (await Directory.UpdateProjectAsync(Call(), "lab", s_off)).Ok();
        PutKey(project.Id);

        Assert.Equal("Project lab is needed by 1 keys.", (await Directory.DeleteProjectAsync(Call(), "lab")).FailsWith(Status.EntryInUse).Message);
    }

    [Fact]
    public async Task A_project_that_a_policy_is_attached_for()
    {
        (await Directory.CreateProjectAsync(Call(), "lab")).Ok();
        (await Directory.UpdateProjectAsync(Call(), "lab", s_off)).Ok();
        await GroupAsync();
        await AttachAsync("readers", "CSMS ReadOnlyAccess", "lab");

        Assert.Equal("Project lab is needed by group readers.", (await Directory.DeleteProjectAsync(Call(), "lab")).FailsWith(Status.EntryInUse).Message);
    }

    [Fact]
    public async Task An_enabled_project()
    {
        (await Directory.CreateProjectAsync(Call(), "lab")).Ok();

        Assert.Contains("disable it first", (await Directory.DeleteProjectAsync(Call(), "lab")).FailsWith(Status.EntryInUse).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enterprise_project_with_keys_in_some_project()
    {
        EnterpriseProject project = (await Directory.CreateEnterpriseProjectAsync(Call(), "finance")).Ok();
        (await Directory.UpdateEnterpriseProjectAsync(Call(), "finance", s_off)).Ok();
        PutKey(Box.ProjectId, project.Id);

        Assert.Equal(
            "Enterprise project finance is needed by 1 keys of project local-1.",
            (await Directory.DeleteEnterpriseProjectAsync(Call(), "finance")).FailsWith(Status.EntryInUse).Message);
    }

    [Fact]
    public async Task Of_many_the_first_ten_are_named()
    {
        await GroupAsync();
        for (int i = 0; i < 13; i++)
        {
            await UserAsync($"u{i:00}", "readers");
        }

        Assert.EndsWith("user u09 and 3 more.", (await Directory.DeleteGroupAsync(Call(), "readers")).FailsWith(Status.EntryInUse).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_user_its_access_keys_and_its_access_list_go()
    {
        User alice = await UserAsync();
        using IssuedAccessKey key = (await Directory.CreateAccessKeyAsync(Call(), "alice", null)).Ok();
        (await Directory.PutAccessListAsync(Call(), "alice", ["10.0.0.0/8"])).Ok();

        (await Directory.DeleteUserAsync(Call(), "alice")).Ok();

        Assert.Null(Directory.FindAccessKey(key.Key.Id));
        Assert.Empty(Directory.ListAccessLists());
        Restart();
        Assert.Null(Directory.FindAccessKey(key.Key.Id));
        Assert.Null(Directory.FindUser(alice.Id));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("0")]
    [InlineData("0d0466b0-e727-4d9c-b35d-f84bb474a37f")]
    public async Task An_enterprise_project_is_not_named_like_an_id_or_all(string name) =>
        (await Directory.CreateEnterpriseProjectAsync(Call(), name)).FailsWith(Status.EntryInvalid);
}
