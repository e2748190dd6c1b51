using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>From groups, agencies and services to what somebody may do.</summary>
public sealed class DirectoryRightsTests : DirectoryTest
{
    [Fact]
    public async Task A_user_without_groups_may_nothing() => Assert.False(MayListKeys(PrincipalOf(await UserAsync())));

    [Fact]
    public async Task A_member_may_what_the_group_may_as_long_as_it_is_one()
    {
        await GroupAsync();
        await AttachAsync("readers", "KMS CMKReadOnlyAccess");
        Principal alice = PrincipalOf(await UserAsync());

        (await Directory.AddMemberAsync(Call(), "readers", "alice")).Ok();
        Assert.True(MayListKeys(alice));
        Assert.Equal("alice", Assert.Single(Directory.ListMembers("readers").Ok()).Name);

        (await Directory.RemoveMemberAsync(Call(), "readers", "alice")).Ok();
        Assert.False(MayListKeys(alice));
        (await Directory.RemoveMemberAsync(Call(), "readers", "alice")).FailsWith(Status.EntryNotFound);
    }

    [Fact]
    public async Task Rights_are_there_after_a_restart()
    {
        (await Directory.CreatePolicyAsync(Call(), "look", "", AllowKeys)).Ok();
        await GroupAsync();
        await AttachAsync("readers", "look");
        Principal alice = PrincipalOf(await UserAsync("alice", "readers"));

        Restart();

        Assert.True(MayListKeys(alice));
    }

    [Fact]
    public async Task A_policy_of_one_project_holds_there_only()
    {
        Project lab = (await Directory.CreateProjectAsync(Call(), "lab")).Ok();
        await GroupAsync();
        await AttachAsync("readers", "KMS CMKReadOnlyAccess", "lab");
        Principal alice = PrincipalOf(await UserAsync("alice", "readers"));

        Assert.True(MayListKeys(alice, lab.Id));
        Assert.False(MayListKeys(alice));
        Assert.False(MayListKeys(alice, ""));
        Assert.Equal("lab", Assert.Single(Directory.ProjectsOf(alice)).Name);
    }

    [Fact]
    public async Task A_policy_of_all_projects_holds_in_those_to_come_too()
    {
        Project lab = (await Directory.CreateProjectAsync(Call(), "lab")).Ok();

        Assert.True(MayListKeys(PrincipalOf(Admin), lab.Id));
        Assert.Equal(["lab", "local-1"], Directory.ProjectsOf(PrincipalOf(Admin)).Select(static project => project.Name));
    }

    [Fact]
    public async Task In_a_disabled_project_nobody_may_anything()
    {
        Project lab = (await Directory.CreateProjectAsync(Call(), "lab")).Ok();
        (await Directory.UpdateProjectAsync(Call(), "lab", new EntryUpdate { IsEnabled = false })).Ok();

        Assert.False(MayListKeys(PrincipalOf(Admin), lab.Id));
        Assert.DoesNotContain(Directory.ProjectsOf(PrincipalOf(Admin)), static project => project.Name == "lab");
    }

    [Fact]
    public void In_an_unknown_project_nobody_may_anything() => Assert.False(MayListKeys(PrincipalOf(Admin), new string('e', 32)));

    [Fact]
    public async Task A_changed_policy_holds_at_once()
    {
        (await Directory.CreatePolicyAsync(Call(), "look", "", AllowKeys)).Ok();
        await GroupAsync();
        await AttachAsync("readers", "look");
        Principal alice = PrincipalOf(await UserAsync("alice", "readers"));
        Assert.True(MayListKeys(alice));

        (await Directory.UpdatePolicyAsync(Call(), "look", null, AllowKeys.Replace("Allow", "Deny", StringComparison.Ordinal))).Ok();

        Assert.False(MayListKeys(alice));
    }

    [Fact]
    public async Task A_disabled_user_may_nothing_at_once()
    {
        await UserAsync("second", "administrators");
        Principal second = PrincipalOf(Directory.FindUserByName("second")!);
        (await Directory.UpdateUserAsync(Call(), "second", new EntryUpdate { IsEnabled = false })).Ok();

        Assert.False(MayListKeys(second));
        Assert.False(Directory.IsActive(second));
        Assert.Null(Directory.PrincipalOfUser(second.Id));
        Assert.Empty(Directory.ProjectsOf(second));
    }

    [Fact]
    public async Task A_service_may_nothing_until_it_is_enabled()
    {
        (await Directory.AttachPolicyAsync(Call(), PolicyHolder.Service, "obs", "KMS CMKReadOnlyAccess")).Ok();
        Assert.Null(Directory.PrincipalOfService("obs"));

        (await Directory.SetServiceEnabledAsync(Call(), "obs", true)).Ok();

        Restart();
        Principal obs = Directory.PrincipalOfService("obs")!;
        Assert.Equal(PrincipalKind.Service, obs.Kind);
        Assert.True(MayListKeys(obs));
        (await Directory.SetServiceEnabledAsync(Call(), "obs", false)).Ok();
        Assert.False(MayListKeys(obs));
    }

    [Fact]
    public void The_services_are_fixed() =>
        Assert.Equal(["csms", "dds", "evs", "ims", "kps", "obs", "rds", "sfs", "vbs"], Directory.ListServices().Select(static service => service.Name));

    [Fact]
    public void The_unknown_and_the_system_have_no_rights()
    {
        Assert.False(MayListKeys(Principal.Unknown));
        Assert.False(MayListKeys(Principal.System));
    }

    [Fact]
    public async Task An_unknown_policy_or_project_is_not_attached()
    {
        await GroupAsync();
        (await Directory.AttachPolicyAsync(Call(), PolicyHolder.Group, "readers", "nope")).FailsWith(Status.EntryNotFound);
        (await Directory.AttachPolicyAsync(Call(), PolicyHolder.Group, "readers", "KMS Administrator", "nope")).FailsWith(Status.EntryNotFound);
        (await Directory.DetachPolicyAsync(Call(), PolicyHolder.Group, "readers", "KMS Administrator")).FailsWith(Status.EntryNotFound);
    }

    [Fact]
    public async Task A_policy_is_attached_once_under_its_own_name()
    {
        await GroupAsync();
        await AttachAsync("readers", "kms administrator");
        await AttachAsync("readers", "KMS ADMINISTRATOR");

        Assert.Equal(new PolicyAttachment("KMS Administrator"), Assert.Single(Directory.GetGroup("readers").Ok().Policies));
    }

    [Fact]
    public async Task Rules_are_compiled_again_only_when_a_change_concerns_them()
    {
        AccessRules before = Directory.RulesOf(PrincipalOf(Admin), Box.ProjectId);

        (await Directory.PutPeerAsync(Call(), "user:1000", "admin")).Ok();
        Assert.Same(before, Directory.RulesOf(PrincipalOf(Admin), Box.ProjectId));

        await GroupAsync();
        Assert.NotSame(before, Directory.RulesOf(PrincipalOf(Admin), Box.ProjectId));
    }

    [Fact]
    public async Task The_record_of_a_membership_or_an_attachment_names_both_sides()
    {
        await GroupAsync();
        await UserAsync();
        (await Directory.AddMemberAsync(Call(), "readers", "alice")).Ok();
        Assert.Equal(("readers", "Member: user alice."), (LastRecord().ResourceName, LastRecord().Message));

        await AttachAsync("readers", "KMS Administrator", "local-1");
        Assert.Equal(("readers", $"Policy KMS Administrator, project {Box.ProjectId}."), (LastRecord().ResourceName, LastRecord().Message));
    }

    [Fact]
    public async Task A_wrong_document_is_refused_naming_the_place()
    {
        string message = (await Directory.CreatePolicyAsync(Call(), "bad", "", """{"Version":"1.1","Statement":[{"Effect":"Maybe","Action":["kms:cmk:get"]}]}"""))
            .FailsWith(Status.PolicyInvalid).Message;

        Assert.Contains("Statement[0]", message, StringComparison.Ordinal);
    }
}
