using Dew.Core;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

/// <summary>
/// A power cut takes pages that were not synced: those at the end, or any others, since the kernel writes them in its own order. The log's
/// pages behind the last synced write are cut off or made zero, as a file system leaves them.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const int PageBytes = 4096;

    private readonly TemporaryDirectory _directory = new();
    private readonly long _syncedBytes;
    private readonly string _log;

    public PowerCutTests()
    {
        using var test = new TestStore();
        test.Change(batch => batch.Add(1));
        test.Store.AppendAudit(Sample.AuditRecords(1, 10));
        test.Change(batch =>
        {
            batch.Add(2);
            batch.AddAuditRecord(Sample.AuditRecord(11));
        });
        string log = Directory.EnumerateFiles(test.Directory, "*.log").Single(file => new FileInfo(file).Length > 0);
        _syncedBytes = new FileInfo(log).Length;
        for (int i = 0; i < 100; i++)
        {
            test.Store.AppendAudit(Sample.AuditRecords(test.Store.AuditRange.Last + 1, (i % 7) + 1));
        }

        Copy(test.Directory, _directory.Path);
        _log = Path.GetFileName(log);
    }

    [Fact]
    public void Pages_that_are_missing_at_the_end_cost_the_last_records_only()
    {
        long length = new FileInfo(Path.Combine(_directory.Path, _log)).Length;
        for (long cut = _syncedBytes; cut < length; cut += 30_011)
        {
            long end = cut;
            AssertOpens(log => log.SetLength(end));
        }
    }

    [Fact]
    public void Pages_that_are_missing_before_others_cost_the_records_behind_them_too()
    {
        var random = new Random(7);
        for (int i = 0; i < 15; i++)
        {
            AssertOpens(log => ZeroPages(log, _syncedBytes, random));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void Damage_of_what_was_synced_still_stops_the_start(int position)
    {
        using (FileStream log = new(Path.Combine(_directory.Path, _log), FileMode.Open))
        {
            log.Position = position < 0 ? _syncedBytes + position : position;
            log.WriteByte(0xA5);
            log.WriteByte(0x5A);
        }

        Assert.Equal(Status.StoreDamaged, Assert.Throws<StoreException>(() => StoreFile.Open(_directory.Path)).Status);
        Assert.Equal(0, TornLog.Cut(_directory.Path));
    }

    [Fact]
    public void A_sound_log_is_not_cut() => Assert.Equal(0, TornLog.Cut(_directory.Path));

    public void Dispose() => _directory.Dispose();

    private static void ZeroPages(FileStream log, long from, Random random)
    {
        for (long page = from / PageBytes; page * PageBytes < log.Length; page++)
        {
            if (random.Next(6) == 0)
            {
                long start = Math.Max(from, page * PageBytes);
                log.Position = start;
                log.Write(new byte[Math.Min(log.Length, (page + 1) * PageBytes) - start]);
            }
        }
    }

    private void AssertOpens(Action<FileStream> damage)
    {
        using var directory = new TemporaryDirectory();
        Copy(_directory.Path, directory.Path);
        using (FileStream log = new(Path.Combine(directory.Path, _log), FileMode.Open))
        {
            damage(log);
        }

        using var test = new TestStore(directory.Path);
        (long first, long last) = test.Store.AuditRange;
        Assert.Equal(2, test.Store.List(Sample.Any, 0, 10).Total);
        Assert.Equal(1, first);
        Assert.True(last >= 11, $"The last record is {last}.");
        Assert.Equal(last, test.Store.ReadAudit(1, last, int.MaxValue).Count);
        test.Store.AppendAudit(Sample.AuditRecords(last + 1, 1));
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
