using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class AuditTests : IDisposable
{
    private readonly TestStore _test = new();

    [Fact]
    public void A_new_store_has_no_records_and_no_heads()
    {
        Assert.Equal((0, 0), _test.Store.AuditRange);
        Assert.Null(_test.Store.FindAudit(1));
        Assert.Null(_test.Store.LastAuditHead);
        Assert.Empty(_test.Store.ReadAudit(0, long.MaxValue, 10));
    }

    [Fact]
    public void Records_read_back_whole()
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 3));
        _test.Store.AppendAudit([new StoredAuditRecord(4, new byte[100_000]), new StoredAuditRecord(5, default)]);
        _test.Reopen();

        Assert.Equal((1, 5), _test.Store.AuditRange);
        Assert.All(Enumerable.Range(1, 3), n =>
            Assert.Equal(Sample.Text(Sample.AuditRecord(n).Json), Sample.Text(_test.Store.FindAudit(n)!.Value.Json)));
        Assert.Equal((4, 100_000), (_test.Store.FindAudit(4)!.Value.Sequence, _test.Store.FindAudit(4)!.Value.Json.Length));
        Assert.Equal(0, _test.Store.FindAudit(5)!.Value.Json.Length);
        Assert.Null(_test.Store.FindAudit(6));
    }

    [Theory]
    [InlineData(3, 5, 10, "3 4 5")]
    [InlineData(3, 5, 2, "3 4")]
    [InlineData(-7, 2, 10, "1 2")]
    [InlineData(9, long.MaxValue, 10, "9 10")]
    [InlineData(11, 20, 10, "")]
    [InlineData(5, 4, 10, "")]
    [InlineData(1, 10, 0, "")]
    public void A_range_gives_its_records_up_to_the_limit(long first, long last, int limit, string expected)
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 10));

        Assert.Equal(expected, string.Join(' ', _test.Store.ReadAudit(first, last, limit).Select(record => record.Sequence)));
    }

    [Fact]
    public void A_missing_record_is_passed_over()
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 4));
        _test.Tamper(raw => raw.Delete(Family.Audit, RecordKeys.OfAudit(2)));

        Assert.Equal([1, 3, 4], _test.Store.ReadAudit(1, 4, 10).Select(record => record.Sequence));
        Assert.Null(_test.Store.FindAudit(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_record_that_does_not_follow_the_last_one_is_refused_and_nothing_is_written(long sequence)
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 2));

        Assert.Throws<InvalidOperationException>(() => _test.Store.AppendAudit([Sample.AuditRecord(sequence)]));
        Assert.Throws<InvalidOperationException>(() => _test.Store.AppendAudit([Sample.AuditRecord(3), Sample.AuditRecord(sequence)]));
        Assert.Throws<InvalidOperationException>(() => _test.Change(batch => batch.AddAuditRecord(Sample.AuditRecord(sequence))));
        Assert.Equal((1, 2), _test.Store.AuditRange);
        Assert.Null(_test.Store.FindAudit(3));
    }

    [Fact]
    public void A_change_and_its_records_are_written_together()
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 1));
        using (IStoreBatch batch = _test.Store.Begin())
        {
            batch.Add(1);
            batch.AddAuditRecord(Sample.AuditRecord(2));
            batch.AddAuditRecord(Sample.AuditRecord(3));
            Assert.Equal((1, 1), _test.Store.AuditRange);
            Assert.Null(_test.Store.FindAudit(2));
            batch.Commit();
        }

        Assert.Equal((1, 3), _test.Store.AuditRange);
        Assert.NotNull(_test.Store.FindAudit(3));
        Assert.NotNull(_test.Store.FindKey(Sample.Id(1)));
    }

    [Fact]
    public void Records_can_be_appended_while_a_batch_is_open_that_has_none_yet()
    {
        _test.Change(batch =>
        {
            batch.Add(1);
            _test.Store.AppendAudit(Sample.AuditRecords(1, 2));
            batch.AddAuditRecord(Sample.AuditRecord(3));
        });

        Assert.Equal((1, 3), _test.Store.AuditRange);
    }

    [Fact]
    public void A_batch_whose_place_was_taken_meanwhile_is_not_written()
    {
        using IStoreBatch batch = _test.Store.Begin();
        batch.Add(1);
        batch.AddAuditRecord(Sample.AuditRecord(1));
        _test.Store.AppendAudit(Sample.AuditRecords(1, 1));

        Assert.Throws<InvalidOperationException>(batch.Commit);
        Assert.Null(_test.Store.FindKey(Sample.Id(1)));
    }

    [Fact]
    public void An_abandoned_batch_takes_no_place()
    {
        using (IStoreBatch batch = _test.Store.Begin())
        {
            batch.AddAuditRecord(Sample.AuditRecord(1));
        }

        _test.Change(batch => batch.AddAuditRecord(Sample.AuditRecord(1)));
        Assert.Equal((1, 1), _test.Store.AuditRange);
    }

    [Fact]
    public void Heads_read_back_in_order()
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 10));
        Array.ForEach([3, 10, 7], sequence => _test.Store.PutAuditHead(Sample.AuditHead(sequence)));
        _test.Reopen();

        Assert.Equal([3, 7, 10], _test.Store.ReadAuditHeads(0, long.MaxValue, 10).Select(head => head.Sequence));
        Assert.Equal([7], _test.Store.ReadAuditHeads(4, 9, 10).Select(head => head.Sequence));
        Assert.Equal(Sample.Text(Sample.AuditHead(10).Json), Sample.Text(_test.Store.LastAuditHead!.Value.Json));
    }

    [Fact]
    public void A_head_for_records_that_are_not_there_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => _test.Store.PutAuditHead(Sample.AuditHead(0)));
        _test.Store.AppendAudit(Sample.AuditRecords(1, 10));
        _test.Store.RemoveAuditBefore(5);

        Assert.Throws<InvalidOperationException>(() => _test.Store.PutAuditHead(Sample.AuditHead(11)));
        Assert.Throws<InvalidOperationException>(() => _test.Store.PutAuditHead(Sample.AuditHead(4)));
    }

    [Fact]
    public void Removed_records_and_heads_are_gone_and_the_chain_goes_on()
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 10));
        Array.ForEach([3, 5, 9], sequence => _test.Store.PutAuditHead(Sample.AuditHead(sequence)));

        _test.Store.RemoveAuditBefore(5);

        Assert.Equal((5, 10), _test.Store.AuditRange);
        Assert.Equal([5, 6], _test.Store.ReadAudit(0, long.MaxValue, 2).Select(record => record.Sequence));
        Assert.Null(_test.Store.FindAudit(4));
        Assert.Equal([5, 9], _test.Store.ReadAuditHeads(0, long.MaxValue, 10).Select(head => head.Sequence));
        _test.Store.AppendAudit(Sample.AuditRecords(11, 1));
        _test.Reopen();
        Assert.Equal((5, 11), _test.Store.AuditRange);
    }

    [Fact]
    public void The_last_record_and_the_last_head_stay()
    {
        _test.Store.AppendAudit(Sample.AuditRecords(1, 10));
        _test.Store.PutAuditHead(Sample.AuditHead(4));
        _test.Store.PutAuditHead(Sample.AuditHead(8));

        _test.Store.RemoveAuditBefore(long.MaxValue);
        _test.Reopen();

        Assert.Equal((10, 10), _test.Store.AuditRange);
        Assert.Equal(8, _test.Store.LastAuditHead!.Value.Sequence);
        Assert.Equal([8], _test.Store.ReadAuditHeads(0, long.MaxValue, 10).Select(head => head.Sequence));
    }

    [Fact]
    public void Removing_nothing_is_nothing()
    {
        _test.Store.RemoveAuditBefore(100);
        Assert.Equal((0, 0), _test.Store.AuditRange);

        _test.Store.AppendAudit(Sample.AuditRecords(1, 2));
        _test.Store.RemoveAuditBefore(1);
        _test.Store.RemoveAuditBefore(-1);
        Assert.Equal((1, 2), _test.Store.AuditRange);
    }

    [Fact]
    public void A_sealed_store_takes_no_records()
    {
        _test.Store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _test.Store.AppendAudit(Sample.AuditRecords(1, 1)));
    }

    [Fact]
    public void A_change_that_only_adds_a_record_does_not_disturb_the_keys()
    {
        _test.Change(batch => batch.Add(1));
        _test.Change(batch => batch.AddAuditRecord(Sample.AuditRecord(1)));

        KeyPage page = _test.Store.List(Sample.Any, 0, 10);
        Assert.Equal((1, 1), (page.Total, page.Keys.Count));
        Assert.Empty(_test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
    }

    public void Dispose() => _test.Dispose();
}
