using Dew.Core.Kms;
using Dew.Core.Ports;
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

    [Fact]
    public async Task Appended_records_and_batches_with_records_make_one_chain_for_every_reader()
    {
        using var test = new TestStore();
        var writer = new Lock();
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() => ReadAudit(test.Store, stop.Token), TestContext.Current.CancellationToken);
        Task[] appenders =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(
                () =>
                {
                    for (int i = 0; i < 500; i++)
                    {
                        lock (writer)
                        {
                            test.Store.AppendAudit(Sample.AuditRecords(test.Store.AuditRange.Last + 1, (i % 3) + 1));
                        }
                    }
                },
                TestContext.Current.CancellationToken)),
        ];

        for (int i = 0; i < 100; i++)
        {
            using IStoreBatch batch = test.Store.Begin();
            batch.Add(i);
            lock (writer)
            {
                batch.AddAuditRecord(Sample.AuditRecord(test.Store.AuditRange.Last + 1));
                batch.Commit();
                test.Store.PutAuditHead(Sample.AuditHead(test.Store.AuditRange.Last));
            }
        }

        await Task.WhenAll(appenders);
        await stop.CancelAsync();
        await reader;
        Assert.Equal((1, (3 * 999) + 100), test.Store.AuditRange);
        Assert.Empty(test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
    }

    /// <summary>Whatever the range says is there, and without gaps.</summary>
    private static void ReadAudit(DewStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            (long first, long last) = store.AuditRange;
            long from = Math.Max(1, last - 20);
            Assert.Equal(last == 0 ? 0 : 1, first);
            Assert.Equal(
                Enumerable.Range((int)from, (int)(last - from + 1)).Select(n => (long)n), store.ReadAudit(from, last, 100).Select(record => record.Sequence));
        }
    }

    /// <summary>Every batch moves all keys to one state and one round of aliases, so a listing that mixes two has torn a batch.</summary>
    private static void Read(DewStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            KeyPage page = store.List(Sample.Any, 0, 100);
            Assert.Equal(50, page.Total);
            Assert.Single(page.Keys.Select(key => (key.State, key.Alias[..key.Alias.LastIndexOf('/')])).Distinct());
            long total = store.List(Sample.Any with { State = KeyState.Enabled }, 0, 0).Total;
            Assert.True(total is 0 or 50, $"{total} keys are enabled.");
        }
    }
}
