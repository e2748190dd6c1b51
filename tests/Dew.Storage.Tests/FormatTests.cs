using System.IO.Compression;
using Dew.Core.Kms;
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
        Assert.Equal(FormatFixture.Keys, test.Store.List(default, 0, 100).Keys);
        Assert.Equal([FormatFixture.Job], test.Store.DueJobs(DateTimeOffset.MaxValue, 100));
        Assert.All(FormatFixture.Keys, key => AssertVersion(FormatFixture.VersionOf(key), test.Store.FindVersion(key.Id, 1)!));
        Assert.All(FormatFixture.Keys, key => Assert.Equal(key.Id, test.Store.FindAlias(key.Alias)));
        Assert.Empty(test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_store_of_a_released_format_takes_changes(string archive)
    {
        using var directory = new TemporaryDirectory();
        ZipFile.ExtractToDirectory(Path.Combine(FormatsDirectory, archive), directory.Path);
        using var test = new TestStore(directory.Path);

        test.Change(batch => batch.Add(100));

        Assert.Equal(FormatFixture.Keys.Length + 1, test.Store.List(default, 0, 0).Total);
    }

    private static void AssertVersion(KeyVersionRecord expected, KeyVersionRecord read)
    {
        Assert.Equal(expected.WrappedMaterial.ToArray(), read.WrappedMaterial.ToArray());
        Assert.Equal(expected.PublicKey.ToArray(), read.PublicKey.ToArray());
        Assert.Equal((expected.Spec, expected.RootGeneration, expected.Created), (read.Spec, read.RootGeneration, read.Created));
    }
}
