using Dew.Core;
using Dew.Core.Jobs;
using Dew.Core.Ports;

namespace Dew.Storage.Tests;

/// <summary>Runs in a child process on a file system of its own that is small enough to be filled. Prints what the test expects.</summary>
internal static class DiskFull
{
    internal const string Command = "disk-full";

    internal static int Run(string directory)
    {
        string ballast = Path.Combine(directory, "ballast");
        using var test = new TestStore(Path.Combine(directory, "store"));
        test.Change(batch => batch.Add(0));
        test.Store.AppendAudit(Sample.AuditRecords(1, 1));
        Fill(ballast);
        int added = 1;
        StoreException refused = AddUntilRefused(test, ref added);
        Print("status", refused.Status == Status.StoreUnwritable);
        Print("says disk full", refused.Message.Contains("The disk is full", StringComparison.Ordinal));
        Print("refused again", Refusal(() => test.Change(batch => batch.Add(added))) is { Status: Status.StoreUnwritable });
        Print("appending refused", Refusal(() => test.Store.AppendAudit(Sample.AuditRecords(2, 1))) is { Status: Status.StoreUnwritable });
        Print("no record of it", test.Store.AuditRange == (1, 1) && test.Store.FindAudit(2) is null && test.Store.FindAudit(1) is not null);
        Print("in statistics", test.Store.GetStatistics().LastWriteError?.Contains("No space left", StringComparison.Ordinal) == true);
        Print("refused key absent", test.Store.FindKey(Sample.Id(added)) is null);
        Print("reads go on", test.Store.FindKey(Sample.Id(0)) is not null && test.Store.List(Sample.Any, 0, 5).Total == added);
        Print("check goes on", test.Store.Check().FindingCount == 0);

        File.Delete(ballast);
        int last = added;
        Print("writes resume", SpinWait.SpinUntil(() => Refusal(() => test.Change(batch => batch.Add(last))) is null, TimeSpan.FromSeconds(60)));
        Print("appending resumes", Refusal(() => test.Store.AppendAudit(Sample.AuditRecords(2, 1))) is null);
        Print("no error any more", test.Store.GetStatistics().LastWriteError is null);
        test.Reopen();
        Print("all there", test.Store.AuditRange == (1, 2) && test.Store.List(Sample.Any, 0, 5).Total == added + 1 && test.Store.Check().FindingCount == 0);
        return 0;
    }

    private static void Print(string what, bool holds) => Console.WriteLine($"{what}: {holds}");

    private static void Fill(string path)
    {
        using FileStream file = File.Create(path, bufferSize: 1);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, which is what was wanted.
        }
    }

    private static StoreException AddUntilRefused(TestStore test, ref int added)
    {
        while (true)
        {
            int n = added;
            if (Refusal(() => test.Change(batch =>
                {
                    batch.Add(n);
                    batch.AddJob(new Job(Sample.Time, JobKind.DeleteKey, Sample.Id(n)));
                })) is { } refused)
            {
                return refused;
            }

            added++;
        }
    }

    private static StoreException? Refusal(Action change)
    {
        try
        {
            change();
            return null;
        }
        catch (StoreException refused)
        {
            return refused;
        }
    }
}
