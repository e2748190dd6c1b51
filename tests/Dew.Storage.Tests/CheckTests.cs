using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class CheckTests : IDisposable
{
    private static readonly byte[] s_key1 = RecordKeys.OfKey(Sample.Id(1));

    private readonly TestStore _test = new();
    private readonly KeyRecord _pending;

    public CheckTests()
    {
        KeyRecord pending = null!;
        _test.Change(batch =>
        {
            for (int i = 0; i < 5; i++)
            {
                batch.Add(i);
            }

            pending = batch.Add(5, key => key with { State = KeyState.PendingDeletion, DeletionDue = Sample.Time });
            batch.AddJob(Sample.DeletionOf(pending));
            batch.PutEntry(Sample.Entry(EntryKind.User, "alice"));
            batch.AddAuditRecord(Sample.AuditRecord(1));
        });
        _test.Store.AppendAudit(Sample.AuditRecords(2, 9));
        Array.ForEach([4, 10], sequence => _test.Store.PutAuditHead(Sample.AuditHead(sequence)));
        _pending = pending;
    }

    [Fact]
    public void A_sound_store_has_no_findings()
    {
        StoreCheckReport report = Check();

        Assert.Empty(report.Findings);
        Assert.Equal((6 * 4) + 2 + 1 + 3 + 1 + 10 + 2, report.RecordsRead);
    }

    [Fact]
    public void A_missing_key_is_found_from_every_index()
    {
        _test.Tamper(raw => raw.Delete(Family.Keys, s_key1));

        AssertFound(
            ("key_versions", $"{Sample.Id(1)}/1"), ("aliases", $"{Sample.Project}/key/1"), ("key_order", $"{Sample.Project}/2"),
            ("key_counts", $"{Sample.Project}/2/1/0"));
    }

    [Fact]
    public void A_missing_version_is_found()
    {
        _test.Tamper(raw => raw.Delete(Family.KeyVersions, RecordKeys.OfVersion(Sample.Id(1), 1)));

        AssertFound(("keys", Sample.Id(1).ToString()));
    }

    [Fact]
    public void A_missing_alias_is_found()
    {
        _test.Tamper(raw => raw.Delete(Family.Aliases, RecordKeys.OfAlias(Sample.Project, "key/1")));

        AssertFound(("keys", Sample.Id(1).ToString()));
    }

    [Fact]
    public void A_missing_place_is_found()
    {
        _test.Tamper(raw => raw.Delete(Family.KeyOrder, RecordKeys.OfOrder(Sample.Project, 2)));

        AssertFound(("keys", Sample.Id(1).ToString()));
    }

    [Fact]
    public void A_missing_counter_is_found()
    {
        _test.Tamper(raw => raw.Delete(Family.KeyCounts, RecordKeys.OfCount(KeyClass.Of(_pending))));

        AssertFound(("key_counts", $"{Sample.Project}/4/1/0"));
    }

    [Fact]
    public void A_missing_job_is_found()
    {
        _test.Change(batch => batch.RemoveJob(Sample.DeletionOf(_pending)));

        AssertFound(("keys", _pending.Id.ToString()));
    }

    [Fact]
    public void A_job_for_no_key_is_found()
    {
        _test.Change(batch => batch.AddJob(new Job(Sample.Time, JobKind.DeleteKey, Sample.Id(99))));

        AssertFound(("jobs", $"{Sample.Time.ToUnixTimeMilliseconds()}/1/{Sample.Id(99)}"));
    }

    [Fact]
    public void A_missing_sequence_is_found()
    {
        _test.Tamper(raw => raw.Delete(Family.Meta, RecordKeys.Sequence));

        AssertFound(("meta", "sequence"));
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("key_versions")]
    [InlineData("aliases")]
    [InlineData("key_order")]
    [InlineData("key_counts")]
    [InlineData("jobs")]
    [InlineData("directory")]
    [InlineData("audit")]
    [InlineData("audit_heads")]
    public void A_record_that_does_not_open_is_found_by_name(string name)
    {
        Family family = Family.All.Single(family => family.Name == name);
        byte[] key = null!;
        _test.Tamper(raw =>
        {
            (key, byte[] value) = raw.All(family)[0];
            value[^1] ^= 1;
            raw.Put(family, key, value);
        });

        Assert.Contains((name, RecordName.OfKey(family, key)), Check().Findings.Select(finding => (finding.Family, finding.Key)));
    }

    [Fact]
    public void Keys_of_the_wrong_shape_are_found()
    {
        _test.Tamper(raw => Array.ForEach(
            [
                Family.Keys, Family.KeyVersions, Family.Aliases, Family.KeyOrder, Family.KeyCounts, Family.Jobs, Family.Directory, Family.AuditHeads,
            ],
            family => raw.Put(family, [1], new byte[50])));

        AssertFound(
            ("keys", "0x01"), ("key_versions", "0x01"), ("aliases", "0x01"), ("key_order", "0x01"), ("key_counts", "0x01"), ("jobs", "0x01"),
            ("directory", "0x01"), ("audit_heads", "0x01"));
    }

    [Fact]
    public void A_key_whose_indexes_are_another_projects_is_found()
    {
        byte[] mine = RecordKeys.OfOrder(Sample.Project, 2);
        byte[] other = RecordKeys.OfOrder(Sample.OtherProject, 2);
        using var seal = new RecordSeal(TestStore.StoreKey);
        _test.Tamper(raw =>
        {
            raw.Put(Family.KeyOrder, other, seal.Seal(Family.KeyOrder, other, seal.Open(Family.KeyOrder, mine, raw.Get(Family.KeyOrder, mine))));
            raw.Delete(Family.KeyOrder, mine);
        });

        AssertFound(("keys", Sample.Id(1).ToString()), ("key_order", $"{Sample.OtherProject}/2"));
    }

    [Fact]
    public void Missing_audit_records_are_found()
    {
        _test.Tamper(raw => Array.ForEach([3, 4, 8], sequence => raw.Delete(Family.Audit, RecordKeys.OfAudit(sequence))));

        AssertFound(("audit", "5"), ("audit", "9"));
        Assert.Contains(Check().Findings, finding => finding.What.Contains("records 3 to 4", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cut_off_audit_chain_is_found_from_its_head()
    {
        _test.Tamper(raw => raw.Delete(Family.Audit, RecordKeys.OfAudit(10)));

        AssertFound(("audit_heads", "10"));
    }

    [Fact]
    public void Audit_records_removed_after_their_export_are_not_missed()
    {
        _test.Store.RemoveAuditBefore(6);

        AssertFound();
    }

    [Fact]
    public void Findings_are_bounded_and_counted()
    {
        _test.Tamper(raw => raw.All(Family.Keys).ForEach(record => raw.Put(Family.Keys, record.Key, new byte[50])));

        StoreCheckReport report = _test.Store.Check(maxFindings: 3, TestContext.Current.CancellationToken);
        Assert.Equal(3, report.Findings.Count);
        Assert.True(report.FindingCount > 6);
    }

    [Fact]
    public void A_cancelled_check_ends() =>
        Assert.Throws<OperationCanceledException>(() => _test.Store.Check(cancellationToken: new CancellationToken(canceled: true)));

    public void Dispose() => _test.Dispose();

    private StoreCheckReport Check() => _test.Store.Check(cancellationToken: TestContext.Current.CancellationToken);

    private void AssertFound(params (string Family, string Key)[] expected) =>
        Assert.Equal(expected.Order(), Check().Findings.Select(finding => (finding.Family, finding.Key)).Order());
}
