using Dew.Core.Identity;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>What holds for entries of every kind.</summary>
public sealed class DirectoryEntriesTests : DirectoryTest
{
    private static readonly string[] s_kinds = ["user", "group", "project", "enterprise project", "agency", "policy"];

    public static TheoryData<string> Kinds() => [.. s_kinds];

    public static TheoryData<string, string> BadNames()
    {
        var data = new TheoryData<string, string>();
        foreach (string kind in s_kinds)
        {
            foreach (string name in (string[])["", " a", "a ", "a/b", "é", "a\tb", new string('a', 65), new string('0', 32)])
            {
                data.Add(kind, name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_wrong_name_is_refused_in_words(string kind, string name)
    {
        long before = Directory.Epoch;
        Assert.StartsWith("name must have 1 to 64 characters", (await CreateAsync(kind, name)).FailsWith(Status.EntryInvalid).Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.Epoch);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_name_is_unique_whatever_its_case(string kind)
    {
        (await CreateAsync(kind, "Some.one_1-a b")).Ok();
        (await CreateAsync(kind, "some.ONE_1-a b")).FailsWith(Status.EntryExists);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_created_is_there_after_a_restart(string kind)
    {
        (await CreateAsync(kind, "lasting")).Ok();
        string before = Show(kind, "lasting").Ok();

        Restart();

        Assert.Equal(before, Show(kind, "LASTING").Ok());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_deleted_is_gone_after_a_restart_too(string kind)
    {
        (await CreateAsync(kind, "passing")).Ok();
        (await DeleteAsync(kind, "passing")).Ok();
        Show(kind, "passing").FailsWith(Status.EntryNotFound);

        Restart();

        Show(kind, "passing").FailsWith(Status.EntryNotFound);
        (await CreateAsync(kind, "passing")).Ok();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_change_is_recorded_with_what_it_is_about(string kind)
    {
        (await CreateAsync(kind, "noted")).Ok();

        Assert.Equal("noted", LastRecord().ResourceName);
        Assert.NotNull(LastRecord().ResourceId);
        Assert.Equal("admin", LastRecord().UserName);
        Assert.Equal("Ok", LastRecord().Outcome);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_change_raises_the_epoch_and_tells_about_it(string kind)
    {
        long before = Directory.Epoch;
        int told = 0;
        Directory.Changed += () => told++;

        (await CreateAsync(kind, "new")).Ok();
        (await DeleteAsync(kind, "new")).Ok();

        Assert.Equal(before + (kind.EndsWith("project", StringComparison.Ordinal) ? 3 : 2), Directory.Epoch);
        Assert.Equal(Directory.Epoch - before, told);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_cannot_be_written_did_not_happen(string kind)
    {
        long before = Directory.Epoch;
        Store.BeforeCommit = static () => throw new StoreException(Status.StoreUnwritable, "full");
        await Assert.ThrowsAsync<StoreException>(async () => await CreateAsync(kind, "lost"));
        Store.BeforeCommit = null;

        Show(kind, "lost").FailsWith(Status.EntryNotFound);
        Assert.Equal(before, Directory.Epoch);
        (await CreateAsync(kind, "lost")).Ok();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_refusal_knows_what_it_is_about(string kind)
    {
        (await DeleteAsync(kind, "nobody")).FailsWith(Status.EntryNotFound);
        (await DeleteAsync(kind, "../etc\n")).FailsWith(Status.EntryNotFound);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_long_description_and_a_wrong_name_are_told_together(string kind)
    {
        string message = (await CreateAsync(kind, "?", new string('d', 256))).FailsWith(Status.EntryInvalid).Message;

        Assert.Contains("name must", message, StringComparison.Ordinal);
        Assert.Contains("description has 256 characters", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("group")]
    [InlineData("project")]
    [InlineData("enterprise project")]
    [InlineData("agency")]
    public async Task A_new_name_leads_to_the_same_entry_and_frees_the_old_one(string kind)
    {
        string id = (await CreateAsync(kind, "old")).Ok();

        (await RenameAsync(kind, "old", "new")).Ok();

        Assert.Equal(id, (await RenameAsync(kind, "new", "NEW")).Ok());
        Show(kind, "old").FailsWith(Status.EntryNotFound);
        (await CreateAsync(kind, "old")).Ok();
        (await RenameAsync(kind, "old", "new")).FailsWith(Status.EntryExists);
    }

    [Fact]
    public void An_entry_that_cannot_be_read_stops_the_start_and_is_named()
    {
        using (IStoreBatch batch = Store.Begin())
        {
            batch.PutEntry(new DirectoryEntry(EntryKind.Group, "some-id", "{\"id\":\"some-id\",\"surprise\":1}"u8.ToArray()));
            batch.Commit();
        }

        StoreException e = Assert.Throws<StoreException>(Open);
        Assert.Equal(Status.StoreDamaged, e.Status);
        Assert.Contains("some-id", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_under_the_id_of_another_stops_the_start()
    {
        DirectoryEntry admin = Store.FindEntry(EntryKind.User, Admin.Id)!.Value;
        using (IStoreBatch batch = Store.Begin())
        {
            batch.RemoveEntry(EntryKind.User, Admin.Id);
            batch.PutEntry(admin with { Id = new string('a', 32) });
            batch.Commit();
        }

        Assert.Throws<StoreException>(Open);
    }

    private async Task<Outcome<string>> CreateAsync(string kind, string name, string description = "") => kind switch
    {
        "user" => Of(await Directory.CreateUserAsync(Call(), name, description), static user => user.Id),
        "group" => Of(await Directory.CreateGroupAsync(Call(), name, description), static group => group.Id),
        "project" => Of(await Directory.CreateProjectAsync(Call(), name, description), static project => project.Id),
        "enterprise project" => Of(await Directory.CreateEnterpriseProjectAsync(Call(), name, description), static project => project.Id),
        "agency" => Of(
            await Directory.CreateAgencyAsync(Call(), new AgencyUpdate { Name = name, Description = description }), static agency => agency.Id),
        _ => Of(await Directory.CreatePolicyAsync(Call(), name, description, AllowKeys), static policy => policy.Name),
    };

    private async Task<Outcome<string>> RenameAsync(string kind, string name, string newName)
    {
        var update = new EntryUpdate { Name = newName };
        return kind switch
        {
            "user" => Of(await Directory.UpdateUserAsync(Call(), name, update), static user => user.Id),
            "group" => Of(await Directory.UpdateGroupAsync(Call(), name, update), static group => group.Id),
            "project" => Of(await Directory.UpdateProjectAsync(Call(), name, update), static project => project.Id),
            "enterprise project" => Of(await Directory.UpdateEnterpriseProjectAsync(Call(), name, update), static project => project.Id),
            _ => Of(await Directory.UpdateAgencyAsync(Call(), name, new AgencyUpdate { Name = newName }), static agency => agency.Id),
        };
    }

    private async Task<Outcome<string>> DeleteAsync(string kind, string name)
    {
        var off = new EntryUpdate { IsEnabled = false };
        switch (kind)
        {
            case "user":
                return Of(await Directory.DeleteUserAsync(Call(), name), static user => user.Id);
            case "group":
                return Of(await Directory.DeleteGroupAsync(Call(), name), static group => group.Id);
            case "project":
                await Directory.UpdateProjectAsync(Call(), name, off);
                return Of(await Directory.DeleteProjectAsync(Call(), name), static project => project.Id);
            case "enterprise project":
                await Directory.UpdateEnterpriseProjectAsync(Call(), name, off);
                return Of(await Directory.DeleteEnterpriseProjectAsync(Call(), name), static project => project.Id);
            case "agency":
                return Of(await Directory.DeleteAgencyAsync(Call(), name), static agency => agency.Id);
            default:
                return Of(await Directory.DeletePolicyAsync(Call(), name), static policy => policy.Name);
        }
    }

    private Outcome<string> Show(string kind, string name) => kind switch
    {
        "user" => Of(Directory.GetUser(name), static user => $"{user.Id} {user.Name} {user.IsEnabled} {user.Created}"),
        "group" => Of(Directory.GetGroup(name), static group => $"{group.Id} {group.Name} {group.Created}"),
        "project" => Of(Directory.GetProject(name), static project => $"{project.Id} {project.Name} {project.IsEnabled} {project.Created}"),
        "enterprise project" => Of(Directory.GetEnterpriseProject(name), static project => $"{project.Id} {project.Name} {project.Created}"),
        "agency" => Of(Directory.GetAgency(name), static agency => $"{agency.Id} {agency.Name} {agency.MaxDurationSeconds} {agency.Created}"),
        _ => Of(Directory.GetPolicy(name), static policy => policy.ToString()),
    };

    private static Outcome<string> Of<T>(Outcome<T> outcome, Func<T, string> show) =>
        outcome.TryGet(out T? value, out Failure failure) ? show(value) : failure;
}
