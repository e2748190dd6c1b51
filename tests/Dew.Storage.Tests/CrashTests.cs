using System.Diagnostics;
using System.Globalization;
using Dew.Core.Kms;
using Xunit;

namespace Dew.Storage.Tests;

/// <summary>kill -9 while batches are committed. DEW_CRASH_KILLS says how often (soak runs); 8 by default.</summary>
public sealed class CrashTests
{
    private static readonly int s_kills =
        int.Parse(Environment.GetEnvironmentVariable("DEW_CRASH_KILLS") ?? "8", CultureInfo.InvariantCulture);

    [Fact]
    public void Killed_at_any_moment_every_acknowledged_batch_is_whole_and_no_other_is_half_there()
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(42);
        for (int kill = 0; kill < s_kills; kill++)
        {
            int acknowledged = RunAndKill(directory.Path, random.Next(1, 60));

            using var test = new TestStore(directory.Path);
            int steps = CommitLoop.Steps(test.Store);
            Assert.InRange(steps, acknowledged + 1, acknowledged + 2);
            AssertWhole(test.Store, steps);
            AssertAudit(test.Store, steps, acknowledged);
        }
    }

    [Fact]
    public void Killed_during_initialisation_the_store_is_initialised_or_not()
    {
        for (int delay = 0; delay < 4; delay++)
        {
            using var directory = new TemporaryDirectory();
            string path = Path.Combine(directory.Path, "store");
            using (Process child = Child.Start([], CommitLoop.Command, path))
            {
                // From the creation of the directory to some files later: the moments in which a new database is made.
                SpinWait.SpinUntil(() => child.HasExited || (Directory.Exists(path) && Directory.GetFiles(path).Length > delay * 2), TimeSpan.FromSeconds(10));
                child.Kill();
                child.WaitForExit();
            }

            using var test = new TestStore(path);
            Assert.Equal(TestStore.Identity, test.Store.Identity);
            AssertWhole(test.Store, CommitLoop.Steps(test.Store));
        }
    }

    /// <returns>The last step that was acknowledged before the kill.</returns>
    private static int RunAndKill(string directory, int steps)
    {
        using Process child = Child.Start([], CommitLoop.Command, directory);
        int acknowledged = -1;
        for (int i = 0; i < steps; i++)
        {
            string line = child.StandardOutput.ReadLine() ?? throw new InvalidOperationException(child.StandardError.ReadToEnd());
            acknowledged = int.Parse(line, CultureInfo.InvariantCulture);
        }

        child.Kill();
        while (child.StandardOutput.ReadLine() is { } line)
        {
            acknowledged = int.Parse(line, CultureInfo.InvariantCulture);
        }

        child.WaitForExit();
        return acknowledged;
    }

    /// <summary>A batch and its record are there or not there together; what was appended before an acknowledgement is there.</summary>
    private static void AssertAudit(DewStore store, int steps, int acknowledged)
    {
        (long first, long last) = store.AuditRange;
        Assert.Equal(1, first);
        Assert.InRange(last, CommitLoop.FirstAudit(steps - 1), CommitLoop.FirstAudit(steps) - 1);
        Assert.True(last >= CommitLoop.FirstAudit(acknowledged + 1) - 1, $"The last record is {last}; step {acknowledged} was acknowledged.");
        Assert.Equal(
            Enumerable.Range(1, (int)last).Select(n => Sample.Text(Sample.AuditRecord(n).Json)),
            store.ReadAudit(1, last, int.MaxValue).Select(record => Sample.Text(record.Json)));
    }

    private static void AssertWhole(DewStore store, int steps)
    {
        Assert.Empty(store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
        for (int n = 0; n < steps; n++)
        {
            KeyRecord? key = store.FindKey(Sample.Id(n));
            if (CommitLoop.IsRemoved(n, steps))
            {
                Assert.Null(key);
                continue;
            }

            bool isLast = n == steps - 1;
            Assert.Equal(
                (isLast ? $"key/{n}" : CommitLoop.RenamedAlias(n), isLast ? KeyState.PendingDeletion : KeyState.Enabled),
                (key!.Alias, key.State));
            Assert.Equal(Sample.VersionOf(key).WrappedMaterial.ToArray(), store.FindVersion(key.Id, 1)!.WrappedMaterial.ToArray());
        }

        Assert.Equal(steps == 0 ? 0 : 1, store.DueJobs(DateTimeOffset.MaxValue, 10).Count);
    }
}
