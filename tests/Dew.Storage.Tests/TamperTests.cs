using Dew.Core;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

/// <summary>Someone with the disk but without the store key changes records below the store.</summary>
public sealed class TamperTests : IDisposable
{
    private static readonly byte[] s_key1 = RecordKeys.OfKey(Sample.Id(1));
    private static readonly byte[] s_key2 = RecordKeys.OfKey(Sample.Id(2));

    private readonly TestStore _test = new();

    public TamperTests()
    {
        _test.Change(batch =>
        {
            batch.Add(1);
            batch.Add(2);
            batch.AddJob(new Job(Sample.Time, JobKind.DeleteKey, Sample.Id(1)));
            batch.PutEntry(Sample.Entry(EntryKind.User, "alice"));
            batch.AddAuditRecord(Sample.AuditRecord(1));
            batch.AddAuditRecord(Sample.AuditRecord(2));
        });
        _test.Store.PutAuditHead(Sample.AuditHead(1));
    }

    public static TheoryData<string> Families => [.. Family.All.Select(family => family.Name).Except(["meta", "erasures"])];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_flipped_bit_anywhere_is_refused_by_name(string name)
    {
        Family family = FamilyOf(name);
        (byte[] key, byte[] value) = FirstOf(family);
        foreach (int position in (int[])[0, 1, 12, 24, 25, value.Length / 2, value.Length - 17, value.Length - 16, value.Length - 1])
        {
            byte[] edited = [.. value];
            edited[position] ^= 0x10;
            AssertRefusedByName(family, key, edited);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_truncated_record_is_refused_by_name(string name)
    {
        Family family = FamilyOf(name);
        (byte[] key, byte[] value) = FirstOf(family);
        foreach (int length in (int[])[0, 1, 24, 40, value.Length - 1])
        {
            AssertRefusedByName(family, key, value[..length]);
        }
    }

    [Fact]
    public void Swapped_records_are_refused_by_name()
    {
        _test.Tamper(raw =>
        {
            byte[] first = raw.Get(Family.Keys, s_key1)!;
            raw.Put(Family.Keys, s_key1, raw.Get(Family.Keys, s_key2)!);
            raw.Put(Family.Keys, s_key2, first);
        });

        AssertDamaged($"keys/{Sample.Id(1)}", () => _test.Store.FindKey(Sample.Id(1)));
        AssertDamaged($"keys/{Sample.Id(2)}", () => _test.Store.FindKey(Sample.Id(2)));
    }

    [Fact]
    public void A_record_moved_to_another_family_is_refused_by_name()
    {
        _test.Tamper(raw => raw.Put(Family.Aliases, RecordKeys.OfAlias(Sample.Project, "key/1"), raw.Get(Family.Keys, s_key1)!));

        AssertDamaged("aliases/", () => _test.Store.FindAlias(Sample.Project, "key/1"));
    }

    [Fact]
    public void The_material_of_one_key_does_not_serve_another()
    {
        byte[] version1 = RecordKeys.OfVersion(Sample.Id(1), 1);
        byte[] version2 = RecordKeys.OfVersion(Sample.Id(2), 1);
        _test.Tamper(raw => raw.Put(Family.KeyVersions, version1, raw.Get(Family.KeyVersions, version2)!));

        AssertDamaged($"key_versions/{Sample.Id(1)}/1", () => _test.Store.FindVersion(Sample.Id(1), 1));
    }

    [Fact]
    public void An_old_version_does_not_pass_for_a_newer_one()
    {
        byte[] version1 = RecordKeys.OfVersion(Sample.Id(1), 1);
        byte[] version2 = RecordKeys.OfVersion(Sample.Id(1), 2);
        _test.Tamper(raw => raw.Put(Family.KeyVersions, version2, raw.Get(Family.KeyVersions, version1)!));

        AssertDamaged($"key_versions/{Sample.Id(1)}/2", () => _test.Store.FindVersion(Sample.Id(1), 2));
    }

    [Fact]
    public void An_alias_does_not_serve_in_another_project()
    {
        byte[] mine = RecordKeys.OfAlias(Sample.Project, "key/1");
        byte[] other = RecordKeys.OfAlias(Sample.OtherProject, "key/1");
        _test.Tamper(raw => raw.Put(Family.Aliases, other, raw.Get(Family.Aliases, mine)!));

        AssertDamaged($"aliases/{Sample.OtherProject}/key/1", () => _test.Store.FindAlias(Sample.OtherProject, "key/1"));
    }

    [Fact]
    public void An_entry_does_not_serve_as_another_one()
    {
        byte[] alice = RecordKeys.OfEntry(EntryKind.User, "alice");
        byte[] admin = RecordKeys.OfEntry(EntryKind.User, "admin");
        _test.Tamper(raw => raw.Put(Family.Directory, admin, raw.Get(Family.Directory, alice)!));

        AssertDamaged("directory/user/admin", () => _test.Store.FindEntry(EntryKind.User, "admin"));
        AssertDamaged("directory/user/admin", () => _test.Store.ReadEntries(EntryKind.User));
    }

    [Fact]
    public void An_audit_record_moved_to_another_place_is_refused_by_name()
    {
        _test.Tamper(raw => raw.Put(Family.Audit, RecordKeys.OfAudit(2), raw.Get(Family.Audit, RecordKeys.OfAudit(1))!));

        AssertDamaged("audit/2", () => _test.Store.FindAudit(2));
        AssertDamaged("audit/2", () => _test.Store.ReadAudit(1, 2, 10));
        Assert.NotNull(_test.Store.FindAudit(1));
    }

    [Fact]
    public void An_audit_record_does_not_pass_for_a_head()
    {
        _test.Tamper(raw => raw.Put(Family.AuditHeads, RecordKeys.OfAudit(2), raw.Get(Family.Audit, RecordKeys.OfAudit(2))!));

        AssertDamaged("audit_heads/2", () => _test.Store.LastAuditHead.ToString());
    }

    [Fact]
    public void An_audit_family_with_a_foreign_key_at_its_end_is_refused_by_name()
    {
        byte[] forged = [0xFF];

        StoreException refused = Assert.Throws<StoreException>(() => _test.Tamper(raw => raw.Put(Family.Audit, forged, new byte[50])));
        Assert.Contains("audit/0xff", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listing_that_leads_to_a_missing_key_names_both()
    {
        _test.Tamper(raw => raw.Delete(Family.Keys, s_key1));

        AssertDamaged($"keys/{Sample.Id(1)}", () => _test.Store.List(Sample.Any, 0, 10));
    }

    [Fact]
    public void A_missing_counter_is_noticed_when_it_is_counted_down()
    {
        KeyRecord key = _test.Store.FindKey(Sample.Id(1))!;
        _test.Tamper(raw => raw.Delete(Family.KeyCounts, RecordKeys.OfCount(KeyClass.Of(key))));

        AssertDamaged($"key_counts/{Sample.Project}/2/1/0", () => _test.Change(batch => batch.RemoveKey(key)));
        Assert.NotNull(_test.Store.FindKey(Sample.Id(1)));
    }

    [Fact]
    public void A_missing_sequence_is_refused_by_name()
    {
        _test.Tamper(raw => raw.Delete(Family.Meta, RecordKeys.Sequence));

        AssertDamaged("meta/sequence", () => _test.Change(batch => batch.Add(3)));
    }

    [Fact]
    public void An_alias_that_could_forge_a_log_line_is_named_in_hexadecimal()
    {
        byte[] forged = RecordKeys.OfAlias(Sample.Project, "a\nkey deleted");
        _test.Tamper(raw => raw.Put(Family.Aliases, forged, new byte[60]));

        StoreException refused = AssertDamaged($"aliases/0x{Sample.Project}610a", () => _test.Store.FindAlias(Sample.Project, "a\nkey deleted"));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_damaged_table_file_is_refused_and_named()
    {
        _test.Close();
        foreach (string file in Directory.EnumerateFiles(_test.Directory, "*.sst"))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[10] ^= 1;
            File.WriteAllBytes(file, bytes);
        }

        StoreException refused = Assert.Throws<StoreException>(_test.Reopen);
        Assert.Equal(Status.StoreDamaged, refused.Status);
        Assert.Contains(".sst", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _test.Dispose();

    private static Family FamilyOf(string name) => Family.All.Single(family => family.Name == name);

    private static StoreException AssertDamaged(string name, Action read)
    {
        StoreException refused = Assert.Throws<StoreException>(read);
        Assert.Equal(Status.StoreDamaged, refused.Status);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        return refused;
    }

    private (byte[] Key, byte[] Value) FirstOf(Family family)
    {
        (byte[] Key, byte[] Value) first = default;
        _test.Tamper(raw => first = raw.All(family)[0]);
        return first;
    }

    private void AssertRefusedByName(Family family, byte[] key, byte[] value)
    {
        _test.Tamper(raw => raw.Put(family, key, value));
        AssertDamaged(RecordName.Of(family, key), () => ReadAll(_test.Store));
    }

    /// <summary>Reads the first record of each family by the ordinary ways, in an order in which each family is met first.</summary>
    private static void ReadAll(DewStore store)
    {
        store.FindVersion(Sample.Id(1), 1);
        store.FindAlias(Sample.Project, "key/1");
        store.DueJobs(DateTimeOffset.MaxValue, 10);
        store.List(Sample.Any, 0, 10);
        store.FindKey(Sample.Id(1));
        store.ReadEntries(EntryKind.User);
        store.ReadAudit(1, 2, 10);
        store.ReadAuditHeads(1, 2, 10);
    }
}
