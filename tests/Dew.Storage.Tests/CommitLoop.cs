using Dew.Core.Kms;

namespace Dew.Storage.Tests;

/// <summary>
/// Commits for ever, to be killed. Step n adds key n with a job, renames key n-1, and takes key n-2 away if n is a multiple of 7. Each
/// step is one batch; its number is printed when the commit has returned.
/// </summary>
internal static class CommitLoop
{
    internal const string Command = "commit-loop";

    internal static int Run(string directory)
    {
        using var test = new TestStore(directory);
        for (int n = Steps(test.Store); ; n++)
        {
            int step = n;
            test.Change(batch =>
            {
                KeyRecord key = batch.Add(step, key => key with { State = KeyState.PendingDeletion, DeletionDue = Sample.Time.AddDays(step) });
                batch.AddJob(Sample.DeletionOf(key));
                if (test.Store.FindKey(Sample.Id(step - 1)) is { } previous)
                {
                    batch.UpdateKey(previous, previous with { Alias = RenamedAlias(step - 1), State = KeyState.Enabled, DeletionDue = null });
                    batch.RemoveJob(Sample.DeletionOf(previous));
                }

                if (step % 7 == 0 && test.Store.FindKey(Sample.Id(step - 2)) is { } old)
                {
                    batch.RemoveKey(old);
                }
            });
            Console.WriteLine(step);
        }
    }

    /// <summary>How many steps are in the store: the key of the last one is its newest.</summary>
    internal static int Steps(DewStore store)
    {
        int steps = 0;
        while (store.FindKey(Sample.Id(steps)) is not null || store.FindKey(Sample.Id(steps + 2)) is not null)
        {
            steps++;
        }

        return steps;
    }

    internal static string RenamedAlias(int n) => $"renamed/{n}";

    internal static bool IsRemoved(int n, int steps) => (n + 2) % 7 == 0 && n + 2 < steps;
}
