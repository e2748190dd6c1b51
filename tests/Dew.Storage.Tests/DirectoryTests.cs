using System.Text;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class DirectoryTests : IDisposable
{
    private readonly TestStore _test = new();

    public static TheoryData<string> BadIds => ["", new string('a', 256), "a\n", "é", "\u007f"];

    [Fact]
    public void An_entry_reads_back_whole()
    {
        string longest = new(' ', 255);
        _test.Change(batch => batch.PutEntry(Sample.Entry(EntryKind.EnterpriseProject, longest)));
        _test.Reopen();

        DirectoryEntry read = _test.Store.FindEntry(EntryKind.EnterpriseProject, longest)!.Value;
        Assert.Equal((EntryKind.EnterpriseProject, longest), (read.Kind, read.Id));
        Assert.Equal(Sample.Text(Sample.Entry(EntryKind.EnterpriseProject, longest).Content), Sample.Text(read.Content));
    }

    [Fact]
    public void An_empty_entry_reads_back()
    {
        _test.Change(batch => batch.PutEntry(new DirectoryEntry(EntryKind.Setting, "x", default)));

        Assert.Equal(0, _test.Store.FindEntry(EntryKind.Setting, "x")!.Value.Content.Length);
    }

    [Fact]
    public void The_entries_of_a_kind_come_in_the_order_of_their_ids_and_without_those_of_others()
    {
        EntryKind[] kinds = [.. Enum.GetValues<EntryKind>().Where(kind => kind != EntryKind.Unset)];
        _test.Change(batch =>
        {
            foreach (EntryKind kind in kinds)
            {
                Array.ForEach(["b", "a", "ab", "~"], id => batch.PutEntry(Sample.Entry(kind, id)));
            }
        });

        Assert.All(kinds, kind => Assert.Equal(["a", "ab", "b", "~"], _test.Store.ReadEntries(kind).Select(entry => entry.Id)));
        Assert.All(kinds, kind => Assert.All(_test.Store.ReadEntries(kind), entry =>
            Assert.Equal(Sample.Text(Sample.Entry(kind, entry.Id).Content), Sample.Text(entry.Content))));
    }

    [Fact]
    public void An_entry_takes_the_place_of_one_with_the_same_kind_and_id()
    {
        _test.Change(batch => batch.PutEntry(Sample.Entry(EntryKind.User, "a")));
        _test.Change(batch => batch.PutEntry(new DirectoryEntry(EntryKind.User, "a", "new"u8.ToArray())));

        Assert.Equal(["new"], _test.Store.ReadEntries(EntryKind.User).Select(entry => Sample.Text(entry.Content)));
    }

    [Fact]
    public void A_removed_entry_is_gone_and_removing_none_is_nothing()
    {
        _test.Change(batch =>
        {
            batch.PutEntry(Sample.Entry(EntryKind.User, "a"));
            batch.PutEntry(Sample.Entry(EntryKind.Group, "a"));
        });
        _test.Change(batch =>
        {
            batch.RemoveEntry(EntryKind.User, "a");
            batch.RemoveEntry(EntryKind.User, "b");
        });

        Assert.Null(_test.Store.FindEntry(EntryKind.User, "a"));
        Assert.Empty(_test.Store.ReadEntries(EntryKind.User));
        Assert.NotNull(_test.Store.FindEntry(EntryKind.Group, "a"));
    }

    [Fact]
    public void Nothing_of_an_abandoned_batch_remains()
    {
        using (IStoreBatch batch = _test.Store.Begin())
        {
            batch.PutEntry(Sample.Entry(EntryKind.User, "a"));
        }

        Assert.Empty(_test.Store.ReadEntries(EntryKind.User));
    }

    [Theory]
    [MemberData(nameof(BadIds))]
    public void An_id_that_is_not_printable_ASCII_of_1_to_255_is_refused(string id)
    {
        using IStoreBatch batch = _test.Store.Begin();

        Assert.Throws<ArgumentException>(() => batch.PutEntry(new DirectoryEntry(EntryKind.User, id, default)));
        Assert.Throws<ArgumentException>(() => _test.Store.FindEntry(EntryKind.User, id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void A_kind_without_meaning_is_refused(byte kind)
    {
        using IStoreBatch batch = _test.Store.Begin();

        Assert.Throws<ArgumentException>(() => batch.PutEntry(new DirectoryEntry((EntryKind)kind, "a", default)));
    }

    [Fact]
    public void A_sealed_value_opens_for_its_purpose_only_even_after_a_restart()
    {
        byte[] value = _test.Store.SealValue("security token", "content"u8);
        _test.Reopen();

        Assert.Equal("content", Encoding.UTF8.GetString(_test.Store.OpenValue("security token", value)!));
        Assert.Null(_test.Store.OpenValue("securitytoken", value));
        Assert.Null(_test.Store.OpenValue("", value));
    }

    [Fact]
    public void What_was_not_sealed_here_is_null()
    {
        byte[] value = _test.Store.SealValue("token", "content"u8);
        using var other = new RecordSeal(new byte[32]);

        Assert.Null(_test.Store.OpenValue("token", []));
        Assert.Null(_test.Store.OpenValue("token", value.AsSpan(1)));
        Assert.Null(_test.Store.OpenValue("token", value.AsSpan(0, value.Length - 1)));
        Assert.Null(_test.Store.OpenValue("token", other.Seal(RecordSeal.ValuesName, "token"u8, "content"u8)));
    }

    [Fact]
    public void A_record_does_not_pass_for_a_sealed_value()
    {
        _test.Change(batch => batch.PutEntry(Sample.Entry(EntryKind.User, "alice")));
        byte[] key = RecordKeys.OfEntry(EntryKind.User, "alice");
        byte[] record = null!;
        _test.Tamper(raw => record = raw.Get(Family.Directory, key)!);

        Assert.Null(_test.Store.OpenValue(Encoding.ASCII.GetString(key), record));
        Assert.DoesNotContain(Encoding.ASCII.GetString(RecordSeal.ValuesName), Family.All.Select(family => family.Name));
    }

    [Fact]
    public void A_purpose_that_is_not_ASCII_is_refused() =>
        Assert.Throws<ArgumentException>(() => _test.Store.SealValue("schlüssel", []));

    public void Dispose() => _test.Dispose();
}
