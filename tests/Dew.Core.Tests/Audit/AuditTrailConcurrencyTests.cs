using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

/// <summary>Many threads at once: no record lost, doubled or left waiting.</summary>
public sealed class AuditTrailConcurrencyTests : AuditTest, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly InMemoryKeyStore _keys = new();
    private readonly ManualResetEventSlim _isWriting = new();
    private readonly ManualResetEventSlim _mayWrite = new();

    public void Dispose()
    {
        _isWriting.Dispose();
        _mayWrite.Dispose();
    }

    [Fact]
    public async Task Concurrent_records_are_all_written_once()
    {
        AuditTrail trail = NewTrail();
        const int Writers = 16;
        const int Each = 500;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                Assert.True(await trail.AppendAsync(Entry($"{writer}-{i}")));
            }
        }))).WaitAsync(s_patience, TestContext.Current.CancellationToken);

        AssertChained();
        Assert.Equal(Writers * Each, Store.Records.Values.Select(static r => Read(r).ResourceId).Distinct().Count());
        Assert.Equal(Writers * Each, trail.Health.Written);
    }

    [Fact]
    public async Task Changes_and_records_make_one_chain()
    {
        var trail = new AuditTrail(_keys.Audit, Time);
        using var changes = new Changes(_keys, trail);
        Task[] appends = [.. Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                Assert.True(await trail.AppendAsync(Entry($"append {writer}-{i}")));
            }
        }))];
        Task[] commits = [.. Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                using Change change = await changes.BeginAsync();
                change.Batch.PutEntry(new DirectoryEntry(EntryKind.Group, $"{writer}-{i}", new byte[1]));
                change.Commit(CallContext.OfSystem(Traces.Iam("createGroup", "group")), $"{writer}-{i}");
            }
        }))];
        Task[] others = [Task.Run(() => Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(trail.TryWriteBacklog())), TestContext.Current.CancellationToken)];

        await Task.WhenAll([.. appends, .. commits, .. others]).WaitAsync(s_patience, TestContext.Current.CancellationToken);

        Assert.Equal((8 * 300) + (4 * 100), _keys.Audit.Records.Count);
        foreach (StoredAuditRecord stored in _keys.Audit.Records.Values)
        {
            Store.Records.Add(stored.Sequence, stored);
        }

        AssertChained();
    }

    [Fact]
    public async Task One_write_serves_all_who_wait_for_the_one_before()
    {
        AuditTrail trail = NewTrail();
        Task<bool> first = BlockFirstWrite(trail);
        ValueTask<bool>[] waiting = [.. Enumerable.Range(0, 100).Select(i => trail.AppendAsync(Entry($"key-{i}")))];
        Assert.All(waiting, static w => Assert.False(w.IsCompleted));

        _mayWrite.Set();

        Assert.True(await first);
        foreach (ValueTask<bool> one in waiting)
        {
            Assert.True(await one);
        }

        Assert.Equal(2, Store.Writes);
        Assert.Equal(101, Store.Records.Count);
    }

    [Fact]
    public async Task A_record_that_comes_during_a_change_that_fails_is_written()
    {
        var trail = new AuditTrail(_keys.Audit, Time);
        using var changes = new Changes(_keys, trail);
        ValueTask<bool> during = default;
        _keys.BeforeCommit = () => throw Meanwhile(() => during = trail.AppendAsync(Entry()));

        using Change change = await changes.BeginAsync();
        change.Batch.PutEntry(new DirectoryEntry(EntryKind.Group, "g", new byte[1]));
        Assert.Throws<StoreException>(() => change.Commit(CallContext.OfSystem(Traces.Iam("createGroup", "group"))));

        Assert.True(await during.AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken));
        Assert.Single(_keys.Audit.Records);
    }

    [Fact]
    public async Task A_record_that_comes_while_the_backlog_is_tried_is_written()
    {
        AuditTrail trail = NewTrail();
        Store.IsFull = true;
        Assert.False(await trail.AppendAsync(Entry("first")));
        Store.IsFull = false;
        ValueTask<bool> during = default;
        bool once = false;
        Store.BeforeWrite = () =>
        {
            if (!once)
            {
                once = true;
                Meanwhile(() => during = trail.AppendAsync(Entry("second")));
            }
        };

        Assert.True(trail.TryWriteBacklog());

        Assert.True(await during.AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken));
        Assert.Equal(["first", "second"], Store.Records.Values.Select(static r => Read(r).ResourceId));
    }

    [Fact]
    public async Task A_caller_is_not_kept_writing_for_others_for_ever()
    {
        AuditTrail trail = NewTrail();
        bool goesOn = true;
        Store.BeforeWrite = () =>
        {
            if (goesOn)
            {
                // Somebody else always comes while this write is made.
                Meanwhile(() => _ = trail.AppendAsync(Entry("another")).AsTask());
            }
        };

        Task<bool> call = Task.Run(async () => await trail.AppendAsync(Entry("mine")));

        Assert.True(await call.WaitAsync(s_patience, TestContext.Current.CancellationToken));
        goesOn = false;
    }

    [Fact]
    public async Task Looking_at_the_trail_does_not_wait_for_a_write()
    {
        AuditTrail trail = NewTrail();
        Task<bool> first = BlockFirstWrite(trail);

        Assert.Equal(0, trail.Position.Sequence);
        Assert.Equal(0, trail.Health.Written);

        _mayWrite.Set();
        Assert.True(await first);
    }

    [Fact]
    public async Task Who_is_told_of_records_sees_them()
    {
        AuditTrail trail = NewTrail();
        var seen = new List<long>();
        trail.Written += () => seen.Add(trail.Position.Sequence);

        await AppendAsync(trail, 3);

        Assert.Equal([1, 2, 3], seen);
    }

    private Task<bool> BlockFirstWrite(AuditTrail trail)
    {
        Store.BeforeWrite = () =>
        {
            _isWriting.Set();
            _mayWrite.Wait();
        };
        Task<bool> first = Task.Run(async () => await trail.AppendAsync(Entry("first")));
        _isWriting.Wait();
        return first;
    }

    /// <summary>Runs something on another thread while this one is inside the store.</summary>
    private static StoreException Meanwhile(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
        return new StoreException(Status.StoreUnwritable, "The disk is full.");
    }
}
