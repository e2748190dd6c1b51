using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class BatchTests : IDisposable
{
    private readonly TestStore _test = new();

    [Fact]
    public void Nothing_of_an_open_batch_is_visible()
    {
        using IStoreBatch batch = _test.Store.Begin();
        batch.Add(1);

        Assert.Null(_test.Store.FindKey(Sample.Id(1)));
        Assert.Null(_test.Store.FindAlias(Sample.Project, "key/1"));
        Assert.Equal(0, _test.Store.List(Sample.Any, 0, 1).Total);
    }

    [Fact]
    public void Nothing_of_an_abandoned_batch_remains()
    {
        using (IStoreBatch batch = _test.Store.Begin())
        {
            batch.Add(1);
        }

        _test.Reopen();
        Assert.Null(_test.Store.FindKey(Sample.Id(1)));
    }

    [Fact]
    public void A_second_open_batch_is_refused()
    {
        using IStoreBatch batch = _test.Store.Begin();

        Assert.Throws<InvalidOperationException>(() => _test.Store.Begin());
    }

    [Fact]
    public void A_committed_batch_takes_no_more_changes()
    {
        using IStoreBatch batch = _test.Store.Begin();
        batch.Commit();

        Assert.Throws<InvalidOperationException>(() => batch.AddJob(new Job(Sample.Time, JobKind.DeleteKey, Sample.Id(1))));
        Assert.Throws<InvalidOperationException>(batch.Commit);
    }

    [Fact]
    public void An_existing_key_is_not_added_again()
    {
        _test.Change(batch => batch.Add(1));

        Assert.Throws<InvalidOperationException>(() => _test.Change(batch => batch.Add(1, key => key with { Alias = "other" })));
    }

    [Fact]
    public void A_taken_alias_is_refused()
    {
        _test.Change(batch => batch.Add(1));

        Assert.Throws<InvalidOperationException>(() => _test.Change(batch => batch.Add(2, key => key with { Alias = "key/1" })));
    }

    [Fact]
    public void An_alias_taken_in_the_same_batch_is_refused()
    {
        using IStoreBatch batch = _test.Store.Begin();
        batch.Add(1);

        Assert.Throws<InvalidOperationException>(() => batch.Add(2, key => key with { Alias = "key/1" }));
    }

    [Fact]
    public void A_taken_sequence_is_refused()
    {
        _test.Change(batch => batch.Add(1));

        Assert.Throws<InvalidOperationException>(() => _test.Change(batch => batch.Add(2, key => key with { Sequence = 1 })));
    }

    [Fact]
    public void A_refused_change_leaves_the_rest_of_the_batch_as_it_was()
    {
        _test.Change(batch => batch.Add(1));
        _test.Change(batch =>
        {
            batch.Add(2);
            Assert.Throws<InvalidOperationException>(() => batch.Add(3, key => key with { Alias = "key/1" }));
        });

        Assert.Equal([Sample.Id(1), Sample.Id(2)], _test.Store.List(Sample.Any, 0, 10).Keys.Select(key => key.Id));
        AssertSound();
    }

    [Fact]
    public void A_version_of_another_key_is_refused()
    {
        using IStoreBatch batch = _test.Store.Begin();

        Assert.Throws<ArgumentException>(() => batch.AddKey(Sample.Key(1, 1), Sample.VersionOf(Sample.Key(2, 1))));
    }

    [Fact]
    public void An_update_from_an_outdated_record_is_refused()
    {
        KeyRecord key = null!;
        _test.Change(batch => key = batch.Add(1));
        _test.Change(batch => batch.UpdateKey(key, key with { State = KeyState.Disabled }));

        Assert.Throws<InvalidOperationException>(() => _test.Change(batch => batch.UpdateKey(key, key with { Description = "x" })));
    }

    [Fact]
    public void A_renamed_key_frees_its_alias()
    {
        KeyRecord key = null!;
        _test.Change(batch => key = batch.Add(1));
        _test.Change(batch => batch.UpdateKey(key, key with { Alias = "new" }));

        Assert.Null(_test.Store.FindAlias(Sample.Project, "key/1"));
        Assert.Equal(key.Id, _test.Store.FindAlias(Sample.Project, "new"));
    }

    [Fact]
    public void Two_keys_can_swap_their_aliases_in_one_batch()
    {
        KeyRecord a = null!, b = null!;
        _test.Change(batch => (a, b) = (batch.Add(1), batch.Add(2)));
        _test.Change(batch =>
        {
            KeyRecord between = a with { Alias = "between" };
            batch.UpdateKey(a, between);
            batch.UpdateKey(b, b with { Alias = "key/1" });
            batch.UpdateKey(between, a with { Alias = "key/2" });
        });

        Assert.Equal((b.Id, a.Id), (_test.Store.FindAlias(Sample.Project, "key/1"), _test.Store.FindAlias(Sample.Project, "key/2")));
        Assert.Null(_test.Store.FindAlias(Sample.Project, "between"));
        AssertSound();
    }

    [Fact]
    public void A_key_added_and_removed_in_one_batch_leaves_nothing()
    {
        _test.Change(batch => batch.RemoveKey(batch.Add(1)));

        Assert.Null(_test.Store.FindVersion(Sample.Id(1), 1));
        AssertSound();
    }

    [Fact]
    public void A_removed_key_leaves_no_record_and_frees_its_alias()
    {
        KeyRecord key = null!;
        _test.Change(batch => key = batch.Add(1));
        _test.Change(batch => batch.RemoveKey(key));

        Assert.Null(_test.Store.FindKey(key.Id));
        Assert.Null(_test.Store.FindVersion(key.Id, 1));
        Assert.Null(_test.Store.FindAlias(Sample.Project, key.Alias));
        Assert.Equal(0, _test.Store.List(Sample.Any, 0, 1).Total);
    }

    [Fact]
    public void The_place_of_a_removed_last_key_is_not_given_again()
    {
        KeyRecord key = null!;
        _test.Change(batch => key = batch.Add(1));
        _test.Change(batch => batch.RemoveKey(key));
        _test.Reopen();

        using IStoreBatch batch = _test.Store.Begin();
        Assert.Equal(key.Sequence + 1, batch.NextSequence());
    }

    [Fact]
    public void Sequences_rise_within_a_batch()
    {
        using IStoreBatch batch = _test.Store.Begin();

        Assert.Equal([1, 2, 3], new[] { batch.NextSequence(), batch.NextSequence(), batch.NextSequence() });
    }

    [Fact]
    public void A_sequence_of_an_abandoned_batch_is_given_again()
    {
        using (IStoreBatch abandoned = _test.Store.Begin())
        {
            abandoned.NextSequence();
        }

        using IStoreBatch batch = _test.Store.Begin();
        Assert.Equal(1, batch.NextSequence());
    }

    [Fact]
    public void Many_keys_in_one_batch_are_counted_right()
    {
        _test.Change(batch =>
        {
            for (int i = 0; i < 5000; i++)
            {
                batch.Add(i, key => i % 2 == 0 ? key : key with { State = KeyState.Disabled });
            }
        });

        Assert.Equal(5000, _test.Store.List(Sample.Any, 0, 0).Total);
        Assert.Equal(2500, _test.Store.List(Sample.Any with { State = KeyState.Disabled }, 0, 0).Total);
        AssertSound();
    }

    [Fact]
    public void Jobs_come_by_their_time_and_only_when_due()
    {
        Job At(int seconds) => new(Sample.Time.AddSeconds(seconds), JobKind.DeleteKey, Sample.Id(-seconds));
        _test.Change(batch => Array.ForEach([At(3), At(1), At(-5), At(2)], batch.AddJob));

        Assert.Equal([At(-5), At(1), At(2)], _test.Store.DueJobs(Sample.Time.AddSeconds(2), 10));
        Assert.Equal([At(-5)], _test.Store.DueJobs(Sample.Time.AddSeconds(2), 1));
        Assert.Equal(At(-5).Due, _test.Store.NextJobDue());
    }

    [Fact]
    public void A_removed_job_is_forgotten()
    {
        var job = new Job(Sample.Time, JobKind.DeleteKey, Sample.Id(1));
        _test.Change(batch => batch.AddJob(job));
        _test.Change(batch => batch.RemoveJob(job));

        Assert.Null(_test.Store.NextJobDue());
    }

    public void Dispose() => _test.Dispose();

    private void AssertSound() => Assert.Empty(_test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
}
