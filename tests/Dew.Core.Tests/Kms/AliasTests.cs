using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class AliasTests : KmsTest
{
    [Fact]
    public async Task An_alias_belongs_to_one_key()
    {
        await CreateAsync(alias: "a");

        (await Keys.CreateAsync(Call(), new NewKey { Alias = "a" })).FailsWith(Status.AliasTaken);
    }

    [Fact]
    public async Task Aliases_that_differ_in_case_are_different()
    {
        await CreateAsync(alias: "a");
        await CreateAsync(alias: "A");

        Assert.Equal(2, Store.KeyCount);
    }

    [Fact]
    public async Task Of_two_creations_of_one_alias_at_once_one_wins()
    {
        var bothGenerating = new TaskCompletionSource();
        int generating = 0;
        Provider.BeforeGenerate = () =>
        {
            if (++generating == 2)
            {
                bothGenerating.SetResult();
            }

            return bothGenerating.Task;
        };

        Task<Outcome<KeyRecord>> first = Keys.CreateAsync(Call(), new NewKey { Alias = "a" }).AsTask();
        Task<Outcome<KeyRecord>> second = Keys.CreateAsync(Call(), new NewKey { Alias = "a" }).AsTask();
        Outcome<KeyRecord>[] outcomes = await Task.WhenAll(first, second);

        Assert.Single(outcomes, static o => o.IsOk);
        Assert.Single(outcomes, static o => o.Status == Status.AliasTaken);
        Assert.Equal(1, Store.KeyCount);
    }

    [Fact]
    public async Task Many_threads_creating_one_alias_make_one_key()
    {
        Outcome<KeyRecord>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            Task.Run(async () => await Keys.CreateAsync(Call(), new NewKey { Alias = "a" }), TestContext.Current.CancellationToken)));

        Assert.Single(outcomes, static o => o.IsOk);
        Assert.Equal(1, Store.KeyCount);
    }

    [Theory]
    [InlineData(KeyState.Enabled)]
    [InlineData(KeyState.Disabled)]
    public async Task A_key_takes_another_alias(KeyState state)
    {
        Guid keyId = await CreateInAsync(state);

        KeyRecord changed = (await Keys.UpdateAliasAsync(Call(), keyId, "new")).Ok();

        Assert.Equal("new", changed.Alias);
        Assert.Equal(state, changed.State);
        Assert.Equal(changed, Keys.Describe(keyId).Ok());
        Assert.Equal(keyId, Store.FindAlias(ProjectId, "new"));
    }

    [Fact]
    public async Task A_key_that_waits_for_its_deletion_keeps_its_alias()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);

        (await Keys.UpdateAliasAsync(Call(), keyId, "new")).FailsWith(Status.KeyPendingDeletion);

        Assert.Null(Store.FindAlias(ProjectId, "new"));
    }

    [Fact]
    public async Task The_alias_given_up_is_free_again()
    {
        KeyRecord key = await CreateAsync(alias: "old");
        (await Keys.UpdateAliasAsync(Call(), key.Id, "new")).Ok();

        await CreateAsync(alias: "old");
    }

    [Fact]
    public async Task An_alias_of_another_key_is_refused()
    {
        await CreateAsync(alias: "a");
        KeyRecord other = await CreateAsync(alias: "b");

        (await Keys.UpdateAliasAsync(Call(), other.Id, "a")).FailsWith(Status.AliasTaken);

        Assert.Equal("b", Keys.Describe(other.Id).Ok().Alias);
    }

    [Fact]
    public async Task A_key_may_be_given_the_alias_it_has()
    {
        KeyRecord key = await CreateAsync(alias: "a");

        Assert.Equal("a", (await Keys.UpdateAliasAsync(Call(), key.Id, "a")).Ok().Alias);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not ok")]
    [InlineData("x/default")]
    public async Task A_new_alias_outside_the_rules_is_refused(string alias)
    {
        KeyRecord key = await CreateAsync();

        (await Keys.UpdateAliasAsync(Call(), key.Id, alias)).FailsWith(Status.AliasInvalid);
    }

    [Fact]
    public async Task The_alias_of_an_unknown_key_cannot_change() =>
        (await Keys.UpdateAliasAsync(Call(), Guid.NewGuid(), "a")).FailsWith(Status.KeyNotFound);

    [Fact]
    public async Task The_alias_of_a_destroyed_key_is_free_again()
    {
        KeyRecord key = await CreateAsync(alias: "a");
        (await Keys.ScheduleDeletionAsync(Call(), key.Id, 7)).Ok();
        (await Keys.CreateAsync(Call(), new NewKey { Alias = "a" })).FailsWith(Status.AliasTaken);

        Time.Advance(TimeSpan.FromDays(7));
        await Keys.DeleteDueAsync();

        Assert.NotEqual(key.Id, (await CreateAsync(alias: "a")).Id);
    }
}
