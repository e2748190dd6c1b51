using System.IO.Compression;
using Dew.Core;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

/// <summary>A store of format 1 becomes one of format 2 when it is unlocked.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public UpgradeTests() => ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Formats", "format-1.zip"), _directory.Path);

    [Fact]
    public void A_store_is_of_the_old_format_until_it_is_unlocked()
    {
        using StoreFile file = StoreFile.Open(_directory.Path);
        Assert.Equal(1u, file.Format);

        using DewStore store = file.Unlock(TestStore.StoreKey);
        Assert.Equal(2u, file.Format);
    }

    [Fact]
    public void An_upgraded_store_is_upgraded_once()
    {
        using var test = new TestStore(_directory.Path);
        test.Change(batch => batch.Add(100, key => key with { ProjectId = Sample.OtherProject }));

        test.Reopen();

        Assert.Equal(2u, test.File.Format);
        Assert.Equal(Sample.OtherProject, test.Store.FindKey(Sample.Id(100))!.ProjectId);
    }

    [Fact]
    public void A_wrong_store_key_upgrades_nothing()
    {
        using (StoreFile file = StoreFile.Open(_directory.Path))
        {
            Assert.Throws<StoreException>(() => file.Unlock(new byte[32]));
            Assert.Equal(1u, file.Format);
        }

        AssertUpgrades(_directory.Path);
    }

    [Fact]
    public void A_record_that_does_not_open_stops_the_upgrade_by_its_name_and_nothing_changes()
    {
        byte[] key = RecordKeys.OfKey(FormatFixture.Keys[1].Id);
        byte[] value;
        using (var raw = new RawDatabase(_directory.Path))
        {
            value = raw.Get(Family.Keys, key)!;
            raw.Put(Family.Keys, key, new byte[60]);
        }

        using (StoreFile file = StoreFile.Open(_directory.Path))
        {
            StoreException refused = Assert.Throws<StoreException>(() => file.Unlock(TestStore.StoreKey));
            Assert.Equal(Status.StoreDamaged, refused.Status);
            Assert.Contains($"keys/{FormatFixture.Keys[1].Id}", refused.Message, StringComparison.Ordinal);
        }

        using (var raw = new RawDatabase(_directory.Path))
        {
            raw.Put(Family.Keys, key, value);
        }

        AssertUpgrades(_directory.Path);
    }

    [Fact]
    public void An_index_that_was_wrong_before_is_not_made_good_silently()
    {
        using (var raw = new RawDatabase(_directory.Path))
        {
            raw.Delete(Family.Aliases, System.Text.Encoding.UTF8.GetBytes(FormatFixture.Keys[0].Alias));
        }

        using var test = new TestStore(_directory.Path);
        Assert.Equal(
            [("keys", FormatFixture.Keys[0].Id.ToString())],
            test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings.Select(finding => (finding.Family, finding.Key)));
    }

    [Fact]
    public void A_format_set_back_is_not_upgraded_again()
    {
        using var test = new TestStore(_directory.Path);

        StoreException refused = Assert.Throws<StoreException>(() =>
            test.Tamper(raw => raw.Put(Family.Meta, RecordKeys.Format, MetaFormat.EncodeFormat(1))));
        Assert.Contains("meta/format", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The write-ahead log cut off anywhere in the record of the upgrade is what a kill or a power cut in the middle of it leaves.
    /// </summary>
    [Fact]
    public void Cut_off_anywhere_the_store_has_one_format_or_the_other_and_upgrades()
    {
        using (RawDatabase opened = new(_directory.Path))
        {
            // Opened once before, the new families exist and the old log is gone, so that the new one has the upgrade only.
        }

        using var cut = new TemporaryDirectory();
        using (var test = new TestStore(_directory.Path))
        {
            foreach (string file in Directory.EnumerateFiles(_directory.Path))
            {
                File.Copy(file, Path.Combine(cut.Path, Path.GetFileName(file)));
            }
        }

        string log = Directory.EnumerateFiles(cut.Path, "*.log").Single(file => new FileInfo(file).Length > 0);
        long length = new FileInfo(log).Length;
        Assert.InRange(length, 1000, 100_000);
        for (int i = 0; i <= 16; i++)
        {
            using var directory = new TemporaryDirectory();
            foreach (string file in Directory.EnumerateFiles(cut.Path))
            {
                File.Copy(file, Path.Combine(directory.Path, Path.GetFileName(file)));
            }

            using (FileStream shortened = new(Path.Combine(directory.Path, Path.GetFileName(log)), FileMode.Open))
            {
                shortened.SetLength(length - (length * i / 16));
            }

            AssertUpgrades(directory.Path, formatBefore: i == 0 ? 2u : 1u);
        }
    }

    public void Dispose() => _directory.Dispose();

    private static void AssertUpgrades(string directory, uint formatBefore = 1)
    {
        using StoreFile file = StoreFile.Open(directory);
        Assert.Equal(formatBefore, file.Format);
        using DewStore store = file.Unlock(TestStore.StoreKey);

        Assert.Equal(2u, file.Format);
        Assert.Equal(FormatFixture.Keys, store.List(Sample.Any, 0, 100).Keys);
        Assert.All(FormatFixture.Keys, key => Assert.Equal(key.Id, store.FindAlias(Sample.Project, key.Alias)));
        Assert.Equal([FormatFixture.Job], store.DueJobs(DateTimeOffset.MaxValue, 100));
        Assert.Empty(store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
    }
}
