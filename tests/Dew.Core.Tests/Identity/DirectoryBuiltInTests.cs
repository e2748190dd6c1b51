using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>What every appliance has.</summary>
public sealed class DirectoryBuiltInTests : DirectoryTest
{
    [Fact]
    public void The_first_project_has_the_region_as_its_name()
    {
        Project project = Assert.Single(Directory.ListProjects());
        Assert.Equal(Box.ProjectId, project.Id);
        Assert.Equal("local-1", project.Name);
        Assert.True(project.IsEnabled);
    }

    [Fact]
    public void The_default_enterprise_project_is_zero() => Assert.Equal("default", Directory.FindEnterpriseProject("0")!.Name);

    [Fact]
    public void Admin_may_everything_that_the_administrators_policies_name()
    {
        Assert.True(MayListKeys(PrincipalOf(Admin)));
        Assert.Equal(
            ["KMS Administrator", "DEW KeypairFullAccess", "CSMS FullAccess", "Appliance Administrator"],
            Directory.RulesOf(PrincipalOf(Admin), "").Policies.Select(static policy => policy.Name));
    }

    [Fact]
    public void They_are_written_together_with_one_record()
    {
        Assert.Equal(1, Store.Commits);
        Assert.Equal("createBuiltInEntries", LastRecord().TraceName);
        Assert.Equal("system", LastRecord().UserType);
    }

    [Fact]
    public async Task Another_start_writes_nothing()
    {
        Restart();

        await Directory.EnsureBuiltInAsync();

        Assert.Equal(1, Store.Commits);
    }

    [Fact]
    public async Task An_admin_who_was_disabled_stays_so_over_another_start()
    {
        await UserAsync("second", "administrators");
        (await Directory.UpdateUserAsync(Call(), "admin", new EntryUpdate { IsEnabled = false })).Ok();
        Restart();

        await Directory.EnsureBuiltInAsync();

        Assert.False(Admin.IsEnabled);
    }

    [Fact]
    public async Task The_user_admin_is_neither_deleted_nor_renamed()
    {
        await UserAsync("second", "administrators");
        (await Directory.DeleteUserAsync(Call(), "admin")).FailsWith(Status.EntryFixed);
        (await Directory.UpdateUserAsync(Call(), "admin", new EntryUpdate { Name = "root" })).FailsWith(Status.EntryFixed);
    }

    [Fact]
    public async Task The_group_of_administrators_keeps_its_name_and_policies()
    {
        (await Directory.DeleteGroupAsync(Call(), "administrators")).FailsWith(Status.EntryFixed);
        (await Directory.UpdateGroupAsync(Call(), "administrators", new EntryUpdate { Name = "wheel" })).FailsWith(Status.EntryFixed);
        (await Directory.AttachPolicyAsync(Call(), PolicyHolder.Group, "administrators", "CSMS ReadOnlyAccess")).FailsWith(Status.EntryFixed);
        (await Directory.DetachPolicyAsync(Call(), PolicyHolder.Group, "administrators", "KMS Administrator")).FailsWith(Status.EntryFixed);
    }

    [Fact]
    public async Task The_first_project_is_neither_deleted_disabled_nor_renamed()
    {
        (await Directory.DeleteProjectAsync(Call(), Box.ProjectId)).FailsWith(Status.EntryFixed);
        (await Directory.UpdateProjectAsync(Call(), "local-1", new EntryUpdate { IsEnabled = false })).FailsWith(Status.EntryFixed);
        (await Directory.UpdateProjectAsync(Call(), "local-1", new EntryUpdate { Name = "local-2" })).FailsWith(Status.EntryFixed);
        (await Directory.UpdateProjectAsync(Call(), "local-1", new EntryUpdate { Description = "ours" })).Ok();
    }

    [Fact]
    public async Task The_default_enterprise_project_is_neither_deleted_disabled_nor_renamed()
    {
        (await Directory.DeleteEnterpriseProjectAsync(Call(), "0")).FailsWith(Status.EntryFixed);
        (await Directory.UpdateEnterpriseProjectAsync(Call(), "default", new EntryUpdate { IsEnabled = false })).FailsWith(Status.EntryFixed);
        (await Directory.UpdateEnterpriseProjectAsync(Call(), "default", new EntryUpdate { Name = "other" })).FailsWith(Status.EntryFixed);
    }

    [Fact]
    public async Task System_policies_are_neither_changed_deleted_nor_replaced()
    {
        (await Directory.UpdatePolicyAsync(Call(), "kms administrator", "mine", null)).FailsWith(Status.EntryFixed);
        (await Directory.DeletePolicyAsync(Call(), "KMS Administrator")).FailsWith(Status.EntryFixed);
        (await Directory.CreatePolicyAsync(Call(), "KMS administrator", "", AllowKeys)).FailsWith(Status.EntryExists);
    }
}
