using Dew.Core.Kms;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Readers_see_whole_batches_only_while_a_writer_works()
    {
        using var test = new TestStore();
        KeyRecord[] keys = new KeyRecord[50];
        test.Change(batch =>
        {
            for (int i = 0; i < keys.Length; i++)
            {
                keys[i] = batch.Add(i);
            }
        });
        using var stop = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Read(test.Store, stop.Token)))];

        for (int round = 1; round <= 200; round++)
        {
            KeyState state = round % 2 == 0 ? KeyState.Enabled : KeyState.Disabled;
            test.Change(batch =>
            {
                for (int i = 0; i < keys.Length; i++)
                {
                    KeyRecord after = keys[i] with { State = state, Alias = $"round/{round}/{i}" };
                    batch.UpdateKey(keys[i], after);
                    keys[i] = after;
                }
            });
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_deep_check_during_writes_and_removals_finds_nothing()
    {
        using var test = new TestStore();
        using var stop = new CancellationTokenSource();
        var checks = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Assert.DoesNotContain(
                        test.Store.Check(cancellationToken: CancellationToken.None).Findings, finding => finding.Family != "erasures");
                }
            },
            TestContext.Current.CancellationToken);

        for (int i = 0; i < 100; i++)
        {
            test.Change(batch => batch.Add(i));
            if (i % 10 == 9)
            {
                test.Change(batch => batch.RemoveKey(test.Store.FindKey(Sample.Id(i - 5))!));
            }
        }

        await stop.CancelAsync();
        await checks;
    }

    /// <summary>Every batch moves all keys to one state and one round of aliases, so a listing that mixes two has torn a batch.</summary>
    private static void Read(DewStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            KeyPage page = store.List(default, 0, 100);
            Assert.Equal(50, page.Total);
            Assert.Single(page.Keys.Select(key => (key.State, key.Alias[..key.Alias.LastIndexOf('/')])).Distinct());
            long total = store.List(new KeyFilter(KeyState.Enabled, null, null), 0, 0).Total;
            Assert.True(total is 0 or 50, $"{total} keys are enabled.");
        }
    }
}
