using Dew.Core.Audit;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class DeletionTests : KmsTest
{
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1096)]
    public async Task The_waiting_time_is_whole_days_from_now(int days)
    {
        Guid keyId = await CreateIdAsync();

        KeyRecord key = (await Keys.ScheduleDeletionAsync(Call(), keyId, days)).Ok();

        Assert.Equal(KeyState.PendingDeletion, key.State);
        Assert.Equal(key.Created.AddDays(days), key.DeletionDue);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1097)]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public async Task Another_waiting_time_is_refused(int days)
    {
        Guid keyId = await CreateIdAsync();

        (await Keys.ScheduleDeletionAsync(Call(), keyId, days)).FailsWith(Status.PendingDaysInvalid);

        Assert.Empty(Store.Jobs);
    }

    [Fact]
    public async Task A_disabled_key_can_be_scheduled_too()
    {
        Guid keyId = await CreateInAsync(KeyState.Disabled);

        Assert.Equal(KeyState.PendingDeletion, (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok().State);
    }

    [Fact]
    public async Task A_second_schedule_is_refused_and_the_first_one_stays()
    {
        Guid keyId = await CreateIdAsync();
        DateTimeOffset? due = (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok().DeletionDue;

        (await Keys.ScheduleDeletionAsync(Call(), keyId, 1096)).FailsWith(Status.KeyAlreadyPendingDeletion);

        Assert.Equal(due, Keys.Describe(keyId).Ok().DeletionDue);
        Assert.Equal(due, Keys.NextDeletionDue());
    }

    [Fact]
    public async Task The_job_is_written_with_the_schedule()
    {
        Guid keyId = await CreateIdAsync();
        int commits = Store.Commits;

        KeyRecord key = (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok();

        Assert.Equal([new Job(key.DeletionDue!.Value, JobKind.DeleteKey, keyId)], Store.Jobs);
        Assert.Equal(commits + 1, Store.Commits);
    }

    [Fact]
    public async Task Whoever_waits_for_deletions_is_told_of_a_schedule()
    {
        Guid keyId = await CreateIdAsync();
        int told = 0;
        Keys.DeletionScheduled += () => told++;

        (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok();
        (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).FailsWith(Status.KeyAlreadyPendingDeletion);

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task A_cancelled_deletion_leaves_a_disabled_key_and_no_job()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);

        KeyRecord key = (await Keys.CancelDeletionAsync(Call(), keyId)).Ok();

        Assert.Equal(KeyState.Disabled, key.State);
        Assert.Null(key.DeletionDue);
        Assert.Empty(Store.Jobs);
        Assert.Null(Keys.NextDeletionDue());
    }

    [Theory]
    [InlineData(KeyState.Enabled)]
    [InlineData(KeyState.Disabled)]
    public async Task There_is_no_deletion_to_cancel_of_a_key_that_does_not_wait(KeyState state) =>
        (await Keys.CancelDeletionAsync(Call(), await CreateInAsync(state))).FailsWith(Status.KeyNotPendingDeletion);

    [Fact]
    public async Task A_key_is_not_destroyed_a_moment_before_its_time()
    {
        Guid keyId = await CreateIdAsync();
        KeyRecord key = (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok();
        Time.MoveTo(key.DeletionDue!.Value.AddTicks(-1));

        Assert.Empty(await Keys.DeleteDueAsync());

        Assert.NotNull(Store.FindKey(keyId));
    }

    [Fact]
    public async Task A_key_is_destroyed_at_its_time_with_all_that_belongs_to_it()
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, [1]);
        SoftwareKeyHandle handle = Provider.HandleOf(keyId);
        KeyRecord key = (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok();
        Time.MoveTo(key.DeletionDue!.Value);

        Assert.Equal([keyId], await Keys.DeleteDueAsync());

        Assert.Null(Store.FindKey(keyId));
        Assert.Null(Store.FindVersion(keyId, 1));
        Assert.Null(Store.FindAlias(ProjectId, key.Alias));
        Assert.Empty(Store.Jobs);
        Assert.Equal(0, Ring.Count);
        Assert.Equal(1, handle.Unloads);
        Keys.Describe(keyId).FailsWith(Status.KeyNotFound);
        (await DecryptAsync(ciphertext)).FailsWith(Status.CiphertextInvalid);
        (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).FailsWith(Status.KeyNotFound);
    }

    [Fact]
    public async Task All_versions_of_a_destroyed_key_are_unloaded_from_the_HSM()
    {
        Guid keyId = await CreateIdAsync();
        byte[] old = await EncryptAsync(keyId, [1]);
        Rotate(keyId);
        (await DecryptAsync(old)).Take();
        List<SoftwareKeyHandle> loaded = [.. Provider.Bound.TakeLast(2)];
        (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok();
        Time.Advance(TimeSpan.FromDays(7));

        await Keys.DeleteDueAsync();

        Assert.Equal([2u, 1u], loaded.Select(static h => h.Version.Version));
        Assert.All(loaded, static h => Assert.Equal(1, h.Unloads));
        Assert.Null(Store.FindVersion(keyId, 1));
        Assert.Null(Store.FindVersion(keyId, 2));
    }

    [Fact]
    public async Task A_deletion_is_carried_out_once()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);
        Time.Advance(TimeSpan.FromDays(7));

        IReadOnlyList<Guid>[] runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Keys.DeleteDueAsync().AsTask()));

        Assert.Equal([keyId], runs.SelectMany(static r => r));
    }

    [Fact]
    public async Task A_job_whose_key_was_cancelled_is_dropped_and_the_key_stays()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);
        Job job = Assert.Single(Store.Jobs);
        (await Keys.CancelDeletionAsync(Call(), keyId)).Ok();
        Store.PutJob(job);
        Time.Advance(TimeSpan.FromDays(8));

        Assert.Empty(await Keys.DeleteDueAsync());

        Assert.Equal(KeyState.Disabled, Keys.Describe(keyId).Ok().State);
        Assert.Empty(Store.Jobs);
    }

    [Fact]
    public async Task A_job_of_an_earlier_schedule_does_not_shorten_a_later_one()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);
        Job stale = Assert.Single(Store.Jobs);
        (await Keys.CancelDeletionAsync(Call(), keyId)).Ok();
        (await Keys.ScheduleDeletionAsync(Call(), keyId, 30)).Ok();
        Store.PutJob(stale);
        Time.Advance(TimeSpan.FromDays(7));

        Assert.Empty(await Keys.DeleteDueAsync());

        Assert.NotNull(Store.FindKey(keyId));
        Assert.Single(Store.Jobs);
    }

    [Fact]
    public async Task A_job_without_a_key_is_dropped()
    {
        Store.PutJob(new Job(Time.Now, JobKind.DeleteKey, Guid.NewGuid()));

        Assert.Empty(await Keys.DeleteDueAsync());

        Assert.Empty(Store.Jobs);
    }

    [Fact]
    public async Task A_planned_deletion_survives_a_restart()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);
        Time.Advance(TimeSpan.FromDays(7));
        var restarted = new KeyService(Store, Provider, new KeyRing(Store, Provider), new Changes(Store, new AuditTrail(AuditStore, Time)), Time);

        Assert.Equal([keyId], await restarted.DeleteDueAsync());
    }

    [Fact]
    public async Task Other_keys_are_left_alone()
    {
        Guid due = await CreateInAsync(KeyState.PendingDeletion);
        Guid later = await CreateIdAsync();
        (await Keys.ScheduleDeletionAsync(Call(), later, 8)).Ok();
        Guid enabled = await CreateIdAsync();
        Time.Advance(TimeSpan.FromDays(7));

        Assert.Equal([due], await Keys.DeleteDueAsync());

        Assert.Equal(2, Store.KeyCount);
        Assert.Equal(KeyState.Enabled, Keys.Describe(enabled).Ok().State);
    }

    [Fact]
    public async Task More_deletions_than_one_turn_takes_are_carried_out_in_the_next()
    {
        for (int i = 0; i < 130; i++)
        {
            await CreateInAsync(KeyState.PendingDeletion);
        }

        Time.Advance(TimeSpan.FromDays(7));
        int first = (await Keys.DeleteDueAsync()).Count;
        DateTimeOffset? next = Keys.NextDeletionDue();
        int second = (await Keys.DeleteDueAsync()).Count;

        Assert.Equal(130, first + second);
        Assert.True(next <= Time.Now);
        Assert.Equal(0, Store.KeyCount);
    }

    [Fact]
    public async Task A_key_whose_record_is_damaged_does_not_keep_others_alive()
    {
        Guid damaged = await CreateInAsync(KeyState.PendingDeletion);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Guid healthy = await CreateInAsync(KeyState.PendingDeletion);
        Store.Damaged.Add(damaged);
        Time.Advance(TimeSpan.FromDays(7));

        Assert.Equal([healthy], await Keys.DeleteDueAsync());

        Assert.Null(Store.FindKey(healthy));
    }

    [Fact]
    public async Task A_deletion_that_cannot_be_carried_out_is_thrown_and_kept_for_later()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);
        Time.Advance(TimeSpan.FromDays(7));
        Store.BeforeCommit = static () => throw new StoreException(Status.StoreUnwritable, "The disk is full.");

        StoreException trouble = await Assert.ThrowsAsync<StoreException>(async () => await Keys.DeleteDueAsync());

        Assert.Equal(Status.StoreUnwritable, trouble.Status);
        Store.BeforeCommit = null;
        Assert.Equal([keyId], await Keys.DeleteDueAsync());
    }
}
