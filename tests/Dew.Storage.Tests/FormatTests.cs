using System.IO.Compression;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

/// <summary>Every released on-disk format stays readable.</summary>
public sealed class FormatTests
{
    public static TheoryData<string> Formats =>
        [.. Directory.EnumerateFiles(FormatsDirectory, "*.zip").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string FormatsDirectory => Path.Combine(AppContext.BaseDirectory, "Formats");

    [Fact]
    public void Every_format_up_to_the_current_one_has_its_archive() =>
        Assert.Equal(Enumerable.Range(1, (int)StoreFile.CurrentFormat).Select(format => $"format-{format}.zip"), Formats.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_store_of_a_released_format_reads_as_it_was_written(string archive)
    {
        using var directory = new TemporaryDirectory();
        ZipFile.ExtractToDirectory(Path.Combine(FormatsDirectory, archive), directory.Path);
        using var test = new TestStore(directory.Path);

        Assert.Equal(TestStore.Identity, test.Store.Identity);
        Assert.Equal(TestStore.SealedStoreKey, test.File.Bootstrap!.SealedStoreKey.ToArray());
        Assert.Equal(FormatFixture.Keys, test.Store.List(Sample.Any, 0, 100).Keys);
        Assert.Equal([FormatFixture.Job], test.Store.DueJobs(DateTimeOffset.MaxValue, 100));
        Assert.All(FormatFixture.Keys, key => AssertVersion(FormatFixture.VersionOf(key), test.Store.FindVersion(key.Id, 1)!));
        Assert.All(FormatFixture.Keys, key => Assert.Equal(key.Id, test.Store.FindAlias(Sample.Project, key.Alias)));
        Assert.Empty(test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
    }

    [Fact]
    public void What_came_with_format_2_reads_as_it_was_written()
    {
        using var directory = new TemporaryDirectory();
        ZipFile.ExtractToDirectory(Path.Combine(FormatsDirectory, "format-2.zip"), directory.Path);
        using var test = new TestStore(directory.Path);

        Assert.Equal(FormatFixture.OtherKeys, test.Store.List(new KeyFilter(Sample.OtherProject), 0, 100).Keys);
        Assert.All(FormatFixture.OtherKeys, key => Assert.Equal(key.Id, test.Store.FindAlias(Sample.OtherProject, key.Alias)));
        Assert.All(FormatFixture.OtherKeys, key => AssertVersion(FormatFixture.VersionOf(key), test.Store.FindVersion(key.Id, 1)!));
        Assert.Equal(
            FormatFixture.Entries.Select(entry => (entry.Kind, entry.Id, Convert.ToHexString(entry.Content.Span))),
            Enum.GetValues<EntryKind>().SelectMany(test.Store.ReadEntries).Select(entry => (entry.Kind, entry.Id, Convert.ToHexString(entry.Content.Span))));
        Assert.Equal(
            FormatFixture.AuditRecords.Select(record => (record.Sequence, Sample.Text(record.Json))),
            test.Store.ReadAudit(0, long.MaxValue, 100).Select(record => (record.Sequence, Sample.Text(record.Json))));
        Assert.Equal(
            FormatFixture.AuditHeads.Select(head => (head.Sequence, Sample.Text(head.Json))),
            test.Store.ReadAuditHeads(0, long.MaxValue, 100).Select(head => (head.Sequence, Sample.Text(head.Json))));
        Assert.Equal((3, 10), test.Store.AuditRange);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_store_of_a_released_format_takes_changes(string archive)
    {
        using var directory = new TemporaryDirectory();
        ZipFile.ExtractToDirectory(Path.Combine(FormatsDirectory, archive), directory.Path);
        using var test = new TestStore(directory.Path);

        test.Change(batch => batch.Add(100));

        Assert.Equal(FormatFixture.Keys.Length + 1, test.Store.List(Sample.Any, 0, 0).Total);
    }

    private static void AssertVersion(KeyVersionRecord expected, KeyVersionRecord read)
    {
        Assert.Equal(expected.WrappedMaterial.ToArray(), read.WrappedMaterial.ToArray());
        Assert.Equal(expected.PublicKey.ToArray(), read.PublicKey.ToArray());
        Assert.Equal((expected.Spec, expected.RootGeneration, expected.Created), (read.Spec, read.RootGeneration, read.Created));
    }
}
