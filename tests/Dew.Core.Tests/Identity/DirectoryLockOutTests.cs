using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>Whatever way it is tried: somebody who may administer users remains.</summary>
public sealed class DirectoryLockOutTests : DirectoryTest
{
    private static readonly EntryUpdate s_off = new() { IsEnabled = false };

    [Fact]
    public async Task The_last_administrator_is_not_disabled()
    {
        await UserAsync();

        (await Directory.UpdateUserAsync(Call(), "admin", s_off)).FailsWith(Status.EntryInUse);

        Assert.True(Admin.IsEnabled);
    }

    [Fact]
    public async Task The_last_administrator_does_not_leave_the_group() =>
        (await Directory.RemoveMemberAsync(Call(), "administrators", "admin")).FailsWith(Status.EntryInUse);

    [Fact]
    public async Task The_last_administrator_is_not_denied_his_rights()
    {
        (await Directory.CreatePolicyAsync(
            Call(), "no users", "", """{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["dew:user:*"]}]}""")).Ok();
        await GroupAsync("denied");
        await AttachAsync("denied", "no users");

        (await Directory.AddMemberAsync(Call(), "denied", "admin")).FailsWith(Status.EntryInUse);
    }

    [Fact]
    public async Task A_policy_does_not_come_to_deny_the_last_administrator_his_rights()
    {
        (await Directory.CreatePolicyAsync(Call(), "mild", "", AllowKeys)).Ok();
        await GroupAsync("all");
        await AttachAsync("all", "mild");
        (await Directory.AddMemberAsync(Call(), "all", "admin")).Ok();

        (await Directory.UpdatePolicyAsync(
            Call(), "mild", null, """{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["*"]}]}""")).FailsWith(Status.EntryInUse);

        Assert.Equal(AllowKeys, Directory.GetPolicy("mild").Ok().Document);
    }

    [Fact]
    public async Task An_administrator_of_his_own_policy_is_not_stripped_of_it_when_he_is_the_last()
    {
        await GroupAsync("own");
        await AttachAsync("own", "Appliance Administrator");
        await UserAsync("second", "own");
        (await Directory.UpdateUserAsync(Call(), "admin", s_off)).Ok();
        CallContext call = Call(Directory.PrincipalOfUser(Directory.FindUserByName("second")!.Id));

        (await Directory.DetachPolicyAsync(call, PolicyHolder.Group, "own", "Appliance Administrator")).FailsWith(Status.EntryInUse);
        (await Directory.DeleteUserAsync(call, "second")).FailsWith(Status.EntryInUse);
    }

    [Fact]
    public async Task With_a_second_administrator_the_first_may_go()
    {
        await UserAsync("second", "administrators");

        (await Directory.UpdateUserAsync(Call(), "admin", s_off)).Ok();
    }

    [Fact]
    public async Task A_disabled_second_administrator_does_not_count()
    {
        await UserAsync("second", "administrators");
        (await Directory.UpdateUserAsync(Call(), "second", s_off)).Ok();

        (await Directory.UpdateUserAsync(Call(), "admin", s_off)).FailsWith(Status.EntryInUse);
    }

    [Fact]
    public async Task One_who_may_administer_from_some_addresses_only_does_not_count()
    {
        (await Directory.CreatePolicyAsync(
            Call(),
            "from inside",
            "",
            """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dew:*:*"],"Condition":{"IpAddress":{"g:SourceIp":["10.0.0.0/8"]}}}]}""")).Ok();
        await GroupAsync("insiders");
        await AttachAsync("insiders", "from inside");
        await UserAsync("second", "insiders");

        (await Directory.UpdateUserAsync(Call(), "admin", s_off)).FailsWith(Status.EntryInUse);
    }

    [Fact]
    public async Task An_administrator_of_one_project_does_not_count()
    {
        await GroupAsync("local");
        await AttachAsync("local", "Appliance Administrator", Box.ProjectId);
        await UserAsync("second", "local");

        (await Directory.UpdateUserAsync(Call(), "admin", s_off)).FailsWith(Status.EntryInUse);
    }
}
