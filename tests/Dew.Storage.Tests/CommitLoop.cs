using Dew.Core.Kms;

namespace Dew.Storage.Tests;

/// <summary>
/// Commits for ever, to be killed. Step n adds key n with a job, renames key n-1, and takes key n-2 away if n is a multiple of 7. Each
/// step is one batch with an audit record, after which more records are appended; its number is printed when all of that has returned.
/// </summary>
internal static class CommitLoop
{
    internal const string Command = "commit-loop";

    /// <summary>One in the batch, one appended, the rest appended together.</summary>
    internal const int AuditRecordsPerStep = 5;

    internal static int Run(string directory)
    {
        using var test = new TestStore(directory);
        CompleteAudit(test.Store);
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

                batch.AddAuditRecord(Sample.AuditRecord(FirstAudit(step)));
            });
            long last = test.Store.AuditRange.Last;
            test.Store.AppendAudit(Sample.AuditRecords(last + 1, 1));
            test.Store.AppendAudit(Sample.AuditRecords(last + 2, AuditRecordsPerStep - 2));
            if (step % 5 == 0)
            {
                test.Store.PutAuditHead(Sample.AuditHead(last));
            }

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

    /// <summary>The record that is in the batch of a step.</summary>
    internal static long FirstAudit(int step) => ((long)step * AuditRecordsPerStep) + 1;

    /// <summary>Appends what a kill cut off from the records of the last step.</summary>
    private static void CompleteAudit(DewStore store)
    {
        for (long next = store.AuditRange.Last + 1; next < FirstAudit(Steps(store)); next++)
        {
            store.AppendAudit([Sample.AuditRecord(next)]);
        }
    }

    internal static string RenamedAlias(int n) => $"renamed/{n}";

    internal static bool IsRemoved(int n, int steps) => (n + 2) % 7 == 0 && n + 2 < steps;
}
