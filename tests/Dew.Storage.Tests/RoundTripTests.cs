using Dew.Core.Jobs;
using Dew.Core.Kms;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void A_key_record_reads_back_whole()
    {
        using var test = new TestStore();
        KeyRecord key = Sample.Key(1, 1) with
        {
            Alias = "schlüssel/鍵/🔑",
            Description = "",
            Spec = KeySpec.EcP384,
            Usage = KeyUsage.SignVerify,
            State = KeyState.PendingDeletion,
            DeletionDue = Sample.Time.AddDays(7),
            EnterpriseProjectId = "0d0466b0-0ac7-4bd8-9f24-c9bb7e8b9a3f",
            KeystoreId = "memory",
            CurrentVersion = uint.MaxValue,
        };
        test.Change(batch => batch.AddKey(key, Sample.VersionOf(key)));
        test.Reopen();

        Assert.Equal(key, test.Store.FindKey(key.Id));
    }

    [Fact]
    public void Every_specification_usage_and_state_reads_back()
    {
        using var test = new TestStore();
        KeyRecord[] keys =
        [
            .. from spec in Assigned<KeySpec>()
               from usage in Assigned<KeyUsage>()
               from state in Assigned<KeyState>()
               select (spec, usage, state) into kind
               let n = ((int)kind.spec * 100) + ((int)kind.usage * 10) + (int)kind.state
               select Sample.Key(n, n) with { Spec = kind.spec, Usage = kind.usage, State = kind.state },
        ];
        test.Change(batch => Array.ForEach(keys, key => batch.AddKey(key, Sample.VersionOf(key))));

        Assert.Equal(keys, keys.Select(key => test.Store.FindKey(key.Id)));
    }

    [Fact]
    public void A_version_reads_back_whole()
    {
        using var test = new TestStore();
        KeyRecord key = Sample.Key(1, 1) with { Spec = KeySpec.Rsa4096 };
        KeyVersionRecord version = Sample.VersionOf(key) with
        {
            RootGeneration = 7,
            WrappedMaterial = Enumerable.Range(0, 2400).Select(i => (byte)i).ToArray(),
            PublicKey = new byte[550],
        };
        test.Change(batch => batch.AddKey(key, version));
        test.Reopen();

        KeyVersionRecord read = test.Store.FindVersion(key.Id, 1)!;
        Assert.Equal(version.WrappedMaterial.ToArray(), read.WrappedMaterial.ToArray());
        Assert.Equal(version.PublicKey.ToArray(), read.PublicKey.ToArray());
        Assert.Equal(
            version with { WrappedMaterial = default, PublicKey = default },
            read with { WrappedMaterial = default, PublicKey = default });
    }

    [Fact]
    public void An_alias_leads_to_its_key()
    {
        using var test = new TestStore();
        test.Change(batch => batch.Add(1, key => key with { Alias = new string('é', 255) }));
        test.Reopen();

        Assert.Equal(Sample.Id(1), test.Store.FindAlias(Sample.Project, new string('é', 255)));
    }

    [Fact]
    public void A_job_reads_back_whole()
    {
        using var test = new TestStore();
        var job = new Job(Sample.Time, JobKind.DeleteKey, Sample.Id(1));
        test.Change(batch => batch.AddJob(job));
        test.Reopen();

        Assert.Equal([job], test.Store.DueJobs(Sample.Time, 10));
    }

    [Fact]
    public void The_identity_reads_back()
    {
        using var test = new TestStore();
        test.Reopen();

        Assert.Equal(TestStore.Identity, test.Store.Identity);
    }

    [Fact]
    public void The_sealed_store_key_can_be_read_before_unlocking()
    {
        using var test = new TestStore();
        test.Close();
        using StoreFile file = StoreFile.Open(test.Directory);

        Assert.Equal(3u, file.Bootstrap!.StoreKeyGeneration);
        Assert.Equal(TestStore.SealedStoreKey, file.Bootstrap.SealedStoreKey.ToArray());
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        using var test = new TestStore();

        Assert.Null(test.Store.FindKey(Sample.Id(1)));
        Assert.Null(test.Store.FindVersion(Sample.Id(1), 1));
        Assert.Null(test.Store.FindAlias(Sample.Project, "none"));
        Assert.Null(test.Store.NextJobDue());
    }

    [Fact]
    public void A_time_finer_than_milliseconds_is_refused_as_it_would_not_read_back()
    {
        using var test = new TestStore();

        Assert.Throws<ArgumentException>(() =>
            test.Change(batch => batch.Add(1, key => key with { Created = Sample.Time.AddTicks(1) })));
    }

    private static IEnumerable<T> Assigned<T>()
        where T : struct, Enum => Enum.GetValues<T>().Where(value => !value.Equals(default(T)));
}
