using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

/// <summary>When nothing can be written: changes stop, other records wait, and what had to be given up is counted in the chain.</summary>
public sealed class AuditTrailTroubleTests : AuditTest
{
    private readonly InMemoryKeyStore _keys = new();

    [Fact]
    public async Task Records_wait_in_memory_and_are_written_in_order_with_their_times()
    {
        AuditTrail trail = NewTrail();
        Store.IsFull = true;
        long time = Time.Now.ToUnixTimeMilliseconds();
        for (int i = 0; i < 600; i++)
        {
            Assert.False(await trail.AppendAsync(Entry($"key-{i}")));
        }

        Assert.Equal((600, "The disk is full."), (trail.Health.Behind, trail.Health.LastError));
        Time.Advance(TimeSpan.FromMinutes(1));
        Store.IsFull = false;
        Assert.True(await trail.AppendAsync(Entry("key-600")));

        AssertChained();
        Assert.Equal(Enumerable.Range(0, 601).Select(static i => $"key-{i}"), Store.Records.Values.Select(static r => Read(r).ResourceId));
        Assert.Equal((time, time + 60_000), (Read(600).TimeMs, Read(601).TimeMs));
        Assert.Equal((0, null), (trail.Health.Behind, trail.Health.LastError));
    }

    [Fact]
    public async Task The_backlog_is_written_when_it_is_tried()
    {
        AuditTrail trail = NewTrail();
        int told = 0;
        trail.Written += () => told++;
        Store.IsFull = true;
        await trail.AppendAsync(Entry());
        Assert.False(trail.TryWriteBacklog());

        Store.IsFull = false;

        Assert.True(trail.TryWriteBacklog());
        Assert.Single(Store.Records);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Beyond_the_limit_records_are_counted_and_the_chain_says_so()
    {
        AuditTrail trail = NewTrail(backlogLimit: 2);
        Store.IsFull = true;
        await trail.AppendAsync(Entry("key-1"));
        await trail.AppendAsync(Entry("key-2"));
        await trail.AppendAsync(Entry("key-3"));
        Time.Advance(TimeSpan.FromSeconds(5));
        await trail.AppendAsync(Entry("key-4") with { Count = 10 });
        Assert.Equal((2, 11), (trail.Health.Behind, trail.Health.Lost));

        Store.IsFull = false;
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await trail.AppendAsync(Entry("key-5")));

        AssertChained();
        AuditRecord gap = Read(3);
        Assert.Equal(("auditGap", 11L, "incident"), (gap.TraceName, gap.Count, gap.TraceRating));
        Assert.Equal("Records of operations from 2026-03-01T12:00:00.123Z to 2026-03-01T12:00:05.123Z are missing: they could not be written.", gap.Message);
        Assert.Equal(Time.Now.ToUnixTimeMilliseconds(), gap.TimeMs);
        Assert.Equal("key-5", Read(4).ResourceId);
        Assert.Equal(0, trail.Health.Lost);
    }

    [Fact]
    public async Task The_backlog_has_a_limit_of_memory_too()
    {
        AuditTrail trail = NewTrail();
        Store.IsFull = true;
        AuditEntry large = Entry() with { Request = new string('x', 1 << 20) };
        for (int i = 0; i < 100; i++)
        {
            await trail.AppendAsync(large);
        }

        Assert.InRange(trail.Health.Behind, 20, 40);
        Assert.Equal(100, trail.Health.Behind + trail.Health.Lost);
    }

    [Fact]
    public async Task A_change_is_refused_while_nothing_can_be_written()
    {
        var trail = new AuditTrail(_keys.Audit, Time);
        using var changes = new Changes(_keys, trail);
        _keys.Audit.IsFull = true;
        CallContext call = CallContext.OfSystem(Traces.Iam("createGroup", "group"));

        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(changes, call, "g"));

        Assert.False(call.IsRecorded);
        Assert.Null(_keys.FindEntry(EntryKind.Group, "g"));
        Assert.Equal((0, 0), (trail.Health.Behind, trail.Health.Position.Sequence));
    }

    [Fact]
    public async Task A_change_is_refused_while_earlier_records_cannot_be_written()
    {
        var trail = new AuditTrail(_keys.Audit, Time);
        using var changes = new Changes(_keys, trail);
        _keys.Audit.IsFull = true;
        await trail.AppendAsync(Entry("first"));

        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(changes, CallContext.OfSystem(Traces.Iam("createGroup", "group")), "g"));
        _keys.Audit.IsFull = false;
        await CommitAsync(changes, CallContext.OfSystem(Traces.Iam("createGroup", "group")), "g");

        Assert.Equal(["createKey", "createGroup"], _keys.Audit.Records.Values.Select(static r => Read(r).TraceName));
    }

    [Fact]
    public async Task A_change_is_written_with_its_record_and_marked()
    {
        var trail = new AuditTrail(_keys.Audit, Time);
        using var changes = new Changes(_keys, trail);
        CallContext call = CallContext.OfSystem(Traces.Iam("createGroup", "group"));

        await CommitAsync(changes, call, "g");

        Assert.True(call.IsRecorded);
        Assert.Equal(1, _keys.Commits);
        Assert.Equal("createGroup", Read(_keys.Audit.Records[1]).TraceName);
        Assert.NotNull(_keys.FindEntry(EntryKind.Group, "g"));
    }

    [Fact]
    public async Task A_change_that_fails_leaves_no_place_in_the_chain()
    {
        var trail = new AuditTrail(_keys.Audit, Time);
        using var changes = new Changes(_keys, trail);
        _keys.BeforeCommit = static () => throw new StoreException(Status.StoreUnwritable, "The disk is full.");
        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(changes, CallContext.OfSystem(Traces.Iam("createGroup", "group")), "g"));
        Assert.Equal("The disk is full.", trail.Health.LastError);
        _keys.BeforeCommit = null;

        Assert.True(await trail.AppendAsync(Entry("next")));

        Assert.Equal("next", Read(_keys.Audit.Records[1]).ResourceId);
        Assert.Null(trail.Health.LastError);
    }

    [Fact]
    public async Task Whatever_the_store_throws_nobody_waits_for_ever_and_nothing_is_lost()
    {
        AuditTrail trail = NewTrail();
        Store.BeforeWrite = static () => throw new ObjectDisposedException("store");

        Assert.False(await trail.AppendAsync(Entry("first")));
        Assert.Equal(1, trail.Health.Behind);
        Store.BeforeWrite = null;
        Assert.True(await trail.AppendAsync(Entry("second")));

        AssertChained();
        Assert.Equal(["first", "second"], Store.Records.Values.Select(static r => Read(r).ResourceId));
    }

    [Fact]
    public async Task A_chain_whose_end_is_no_record_is_not_continued()
    {
        await AppendAsync(NewTrail(), 1);
        Store.Records[1] = new StoredAuditRecord(1, "{}"u8.ToArray());

        Assert.Equal(Status.StoreDamaged, Assert.Throws<StoreException>(() => NewTrail()).Status);
    }

    private static async Task CommitAsync(Changes changes, CallContext call, string id)
    {
        using Change change = await changes.BeginAsync();
        change.Batch.PutEntry(new DirectoryEntry(EntryKind.Group, id, new byte[1]));
        change.Commit(call);
    }
}
