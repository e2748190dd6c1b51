using System.Diagnostics;
using Xunit;

namespace Dew.Storage.Tests;

/// <summary>100,000 records: what must not depend on their number does not. Times are bounded generously and printed.</summary>
public sealed class AuditScaleTests(ITestOutputHelper output)
{
    private const int Records = 100_000;

    [Fact]
    public void A_long_chain_opens_as_fast_as_a_short_one_and_its_end_is_read_without_what_is_before()
    {
        using var test = new TestStore();
        Measure("append one by one, 20,000", () => Append(test.Store, 20_000, 1));
        Measure("append by 16, 80,000", () => Append(test.Store, Records - 20_000, 16));
        test.Store.PutAuditHead(Sample.AuditHead(Records));

        TimeSpan open = Measure("reopen", test.Reopen);
        Assert.Equal((1, Records), test.Store.AuditRange);
        TimeSpan page = Measure("last page", () => Assert.Equal(100, test.Store.ReadAudit(Records - 99, Records, 100).Count));
        TimeSpan head = Measure("last head", () => Assert.Equal(Records, test.Store.LastAuditHead!.Value.Sequence));
        Measure("all", () => Assert.Equal(Records, test.Store.ReadAudit(1, Records, int.MaxValue).Count));
        Measure("deep check", () => Assert.Empty(test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings));

        long before = test.Store.GetStatistics().DiskBytes;
        Measure("remove 90,000", () => test.Store.RemoveAuditBefore(90_001));
        long after = test.Store.GetStatistics().DiskBytes;
        output.WriteLine($"{before} bytes before, {after} after");
        TimeSpan openAfter = Measure("reopen after the removal", test.Reopen);

        Assert.Equal((90_001, Records), test.Store.AuditRange);
        Assert.InRange(after, 1, before / 2);
        Assert.All([open, openAfter, page, head], time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(500)));
    }

    private static void Append(DewStore store, int count, int together)
    {
        for (int i = 0; i < count; i += together)
        {
            store.AppendAudit(Sample.AuditRecords(store.AuditRange.Last + 1, together));
        }
    }

    private TimeSpan Measure(string what, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{what}: {taken.TotalMilliseconds:F1} ms");
        return taken;
    }
}
