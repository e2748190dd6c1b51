using Dew.Core.Kms;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class ErasureTests : IDisposable
{
    private const int Keys = 3000;

    private readonly TestStore _test = new();

    public ErasureTests() => _test.Change(batch =>
    {
        for (int i = 0; i < Keys; i++)
        {
            batch.Add(i);
        }
    });

    [Fact]
    public void The_sealed_material_of_a_removed_key_is_nowhere_in_the_files()
    {
        byte[] sealedMaterial = SealedMaterial(7);
        Assert.True(FilesContain(sealedMaterial));

        _test.Change(batch => batch.RemoveKey(_test.Store.FindKey(Sample.Id(7))!));

        Assert.False(FilesContain(sealedMaterial));
    }

    [Fact]
    public void Material_that_is_only_in_the_write_ahead_log_is_erased_there()
    {
        _test.Change(batch => batch.Add(Keys));
        byte[] wrapped = null!;
        _test.Tamper(raw => wrapped = raw.Get(Family.KeyVersions, RecordKeys.OfVersion(Sample.Id(Keys), 1))!);
        _test.Change(batch => batch.Add(Keys + 1));

        _test.Change(batch => batch.RemoveKey(_test.Store.FindKey(Sample.Id(Keys))!));

        Assert.False(FilesContain(wrapped));
        Assert.DoesNotContain(Directory.EnumerateFiles(_test.Directory, "*.log"), log => new FileInfo(log).Length > 1024);
    }

    [Fact]
    public void Many_keys_removed_in_one_batch_are_all_erased()
    {
        byte[][] materials = [.. Enumerable.Range(0, 20).Select(i => SealedMaterial(i * 100))];

        _test.Change(batch =>
        {
            for (int i = 0; i < 20; i++)
            {
                batch.RemoveKey(_test.Store.FindKey(Sample.Id(i * 100))!);
            }
        });

        Assert.DoesNotContain(true, materials.Select(FilesContain));
    }

    [Fact]
    public async Task A_key_removed_while_listings_run_is_erased()
    {
        byte[] sealedMaterial = SealedMaterial(7);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    _test.Store.List(Sample.Any with { State = KeyState.Disabled }, 0, 10);
                    _test.Store.List(Sample.Any, Keys - 50, 10);
                }
            },
            TestContext.Current.CancellationToken);

        _test.Change(batch => batch.RemoveKey(_test.Store.FindKey(Sample.Id(7))!));
        bool remains = FilesContain(sealedMaterial);
        await stop.CancelAsync();
        await reader;

        Assert.False(remains);
    }

    [Fact]
    public void A_removal_cut_off_before_the_erasure_is_finished_at_the_next_start()
    {
        byte[] sealedMaterial = SealedMaterial(7);
        byte[] key = RecordKeys.OfKey(Sample.Id(7));
        _test.Close();
        using (var raw = new RawDatabase(_test.Directory))
        {
            raw.Delete(Family.KeyVersions, RecordKeys.OfVersion(Sample.Id(7), 1));
            raw.Put(Family.Erasures, key, MarkFormat.Encode());
        }

        Assert.True(FilesContain(sealedMaterial));

        _test.Reopen();

        Assert.False(FilesContain(sealedMaterial));
        Assert.True(_test.Store.FinishErasures());
        Assert.DoesNotContain("erasures", Families(_test.Store));
    }

    [Fact]
    public void The_other_keys_survive_an_erasure()
    {
        _test.Change(batch => batch.RemoveKey(_test.Store.FindKey(Sample.Id(7))!));

        Assert.Empty(Families(_test.Store));
        Assert.Equal(Keys - 1, _test.Store.List(Sample.Any, 0, 0).Total);
    }

    public void Dispose() => _test.Dispose();

    private static IEnumerable<string> Families(DewStore store) =>
        store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings.Select(finding => finding.Family);

    /// <summary>What lies in the files: nonce, ciphertext and tag of the version record.</summary>
    private byte[] SealedMaterial(int n)
    {
        byte[]? value = null;
        _test.Tamper(raw => value = raw.Get(Family.KeyVersions, RecordKeys.OfVersion(Sample.Id(n), 1)));
        return value!;
    }

    private bool FilesContain(byte[] bytes) =>
        Directory.EnumerateFiles(_test.Directory).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
}
