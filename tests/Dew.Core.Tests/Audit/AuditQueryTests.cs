using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Audit;

public sealed class AuditQueryTests : AuditTest
{
    private const string OtherProject = "ffffffffffffffffffffffffffffffff";

    private static readonly AuditFilter s_all = new();

    [Fact]
    public async Task The_newest_come_first_page_by_page()
    {
        await FillAsync(25);
        var query = new AuditQuery(Store);

        AuditRows first = query.Latest(s_all, 10);
        AuditRows second = query.Latest(s_all, 10, first.Marker);
        AuditRows third = query.Latest(s_all, 10, second.Marker);

        Assert.Equal(Enumerable.Range(16, 10).Reverse().Select(static i => (long)i), Sequences(first));
        Assert.Equal((16L, 6L, null), (first.Marker, second.Marker, third.Marker));
        Assert.Equal([5, 4, 3, 2, 1], Sequences(third));
    }

    [Fact]
    public async Task A_page_that_ends_with_the_first_record_has_no_marker()
    {
        await FillAsync(10);

        Assert.Null(new AuditQuery(Store).Latest(s_all, 10).Marker);
    }

    [Fact]
    public void An_empty_chain_has_no_rows()
    {
        Assert.Equal((0, null), (new AuditQuery(Store).Latest(s_all, 10).Rows.Count, new AuditQuery(Store).Latest(s_all, 10).Marker));
        Assert.Equal((0, 0L), (new AuditQuery(Store).Following(s_all, 10, 0).Rows.Count, new AuditQuery(Store).Following(s_all, 10, 0).Marker));
        Assert.Empty(new AuditQuery(Store).Latest(new AuditFilter { AfterMs = 0, BeforeMs = long.MaxValue }, 10).Rows);
    }

    [Fact]
    public async Task Both_ends_of_a_range_of_time_are_exclusive()
    {
        long start = Time.Now.ToUnixTimeMilliseconds();
        await FillAsync(100);

        AuditRows rows = new AuditQuery(Store).Latest(new AuditFilter { AfterMs = start + 10_000, BeforeMs = start + 15_000 }, 200);

        Assert.Equal([14, 13, 12, 11], Sequences(rows));
        Assert.Null(rows.Marker);
    }

    [Fact]
    public async Task Records_of_one_moment_are_all_in_or_all_out()
    {
        AuditTrail trail = NewTrail();
        long start = Time.Now.ToUnixTimeMilliseconds();
        await AppendAsync(trail, 10);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await AppendAsync(trail, 10);
        var query = new AuditQuery(Store);

        Assert.Equal(20, query.Latest(new AuditFilter { AfterMs = start - 1, BeforeMs = start + 2 }, 200).Rows.Count);
        Assert.Equal(10, query.Latest(new AuditFilter { AfterMs = start }, 200).Rows.Count);
        Assert.Equal((1, 10), query.Range(null, start + 1));
        Assert.Equal((21, 20), query.Range(start + 1, null));
    }

    [Fact]
    public async Task A_range_of_time_is_found_with_few_reads()
    {
        await FillAsync(2_000);
        int reads = 0;
        Store.BeforeRead = () => reads++;

        AuditRows rows = new AuditQuery(Store).Latest(new AuditFilter { AfterMs = Read(700).TimeMs, BeforeMs = Read(702).TimeMs }, 10);

        Assert.Equal([701], Sequences(rows));
        Assert.InRange(reads, 1, 30);
    }

    [Fact]
    public async Task Each_filter_keeps_what_fits()
    {
        AuditTrail trail = NewTrail();
        await trail.AppendAsync(Entry("a", "createKey") with { ResourceName = "Füßchen \"x\"" });
        await trail.AppendAsync(Entry("b", "deleteKey", Status.KeyNotFound));
        await trail.AppendAsync(Entry("c") with { Trace = Traces.Iam("createUser", "user"), ProjectId = "" });
        await trail.AppendAsync(Entry("d") with { Principal = new Principal(PrincipalKind.User, "b0b", "bob") { AccessKeyId = "AK" } });
        await trail.AppendAsync(Entry("e", status: Status.Internal) with { ProjectId = OtherProject });

        Assert.Equal([2], Find(new AuditFilter { TraceName = "deleteKey" }));
        Assert.Equal([3], Find(new AuditFilter { ServiceType = "IAM" }));
        Assert.Equal([3], Find(new AuditFilter { ResourceType = "user" }));
        Assert.Equal([5], Find(new AuditFilter { ResourceId = "e" }));
        Assert.Equal([1], Find(new AuditFilter { ResourceName = "Füßchen \"x\"" }));
        Assert.Equal([4], Find(new AuditFilter { User = "bob" }));
        Assert.Equal([4], Find(new AuditFilter { User = "b0b" }));
        Assert.Equal([2], Find(new AuditFilter { Rating = "warning" }));
        Assert.Equal([5], Find(new AuditFilter { Rating = "incident" }));
        Assert.Equal([4], Find(new AuditFilter { AccessKeyId = "AK" }));
        Assert.Empty(Find(new AuditFilter { TraceName = "deleteKe" }));
        Assert.Empty(Find(new AuditFilter { TraceName = "deleteKey", User = "bob" }));
    }

    [Fact]
    public async Task A_project_sees_its_own_records_and_those_of_none_if_asked_for()
    {
        AuditTrail trail = NewTrail();
        await trail.AppendAsync(Entry("a"));
        await trail.AppendAsync(Entry("b") with { ProjectId = OtherProject });
        await trail.AppendAsync(Entry("c") with { ProjectId = "" });

        Assert.Equal([1], Find(new AuditFilter { ProjectId = Project }));
        Assert.Equal([3, 1], Find(new AuditFilter { ProjectId = Project, WithoutProject = true }));
        Assert.Equal([3, 2, 1], Find(s_all));
    }

    [Fact]
    public async Task A_text_that_looks_like_a_member_deceives_no_filter()
    {
        AuditTrail trail = NewTrail();
        await trail.AppendAsync(Entry("""x","trace_name":"deleteKey""") with { ProjectId = OtherProject, Message = $"\"project_id\":\"{Project}\"" });

        Assert.Empty(Find(new AuditFilter { TraceName = "deleteKey" }));
        Assert.Empty(Find(new AuditFilter { ProjectId = Project }));
    }

    [Fact]
    public async Task The_work_of_one_answer_is_bounded_and_the_marker_goes_on()
    {
        await FillAsync(1_000);
        var query = new AuditQuery(Store, mostExamined: 300);
        var filter = new AuditFilter { ResourceId = "key-0" };

        AuditRows rows = query.Latest(filter, 10);
        Assert.Equal((0, 701L), (rows.Rows.Count, rows.Marker));
        rows = query.Latest(filter, 10, rows.Marker);
        rows = query.Latest(filter, 10, rows.Marker);
        Assert.Equal(101, rows.Marker);
        rows = query.Latest(filter, 10, rows.Marker);

        Assert.Equal([1], Sequences(rows));
        Assert.Null(rows.Marker);
    }

    [Fact]
    public async Task Unreadable_records_are_counted_and_hide_no_others()
    {
        await FillAsync(1_000);
        Store.Damaged.UnionWith([998, 500, 501]);
        long time = Read(502).TimeMs;

        AuditRows rows = new AuditQuery(Store).Latest(s_all, 3);

        Assert.Equal([1000, 999, 997], Sequences(rows));
        Assert.Equal(1, rows.Unreadable);
        Assert.Equal((500, 1000), new AuditQuery(Store).Range(time - 1, null));
    }

    [Fact]
    public async Task Following_records_come_in_order_and_say_where_to_go_on()
    {
        await FillAsync(1_000);
        var query = new AuditQuery(Store, mostExamined: 600);

        AuditRows some = query.Following(s_all, 3, 10);
        AuditRows filtered = query.Following(new AuditFilter { ResourceId = "key-999" }, 3, 0);
        AuditRows rest = query.Following(new AuditFilter { ResourceId = "key-999" }, 3, filtered.Marker!.Value);

        Assert.Equal([11, 12, 13], Sequences(some));
        Assert.Equal(13, some.Marker);
        Assert.Equal((0, 600L), (filtered.Rows.Count, filtered.Marker));
        Assert.Equal([1_000], Sequences(rest));
        Assert.Equal(1_000, rest.Marker);
        Assert.Equal(2_000, query.Following(s_all, 3, 2_000).Marker);
        Assert.Equal(long.MaxValue, query.Following(s_all, 3, long.MaxValue).Marker);
    }

    [Fact]
    public async Task One_record_is_found_if_it_may_be_seen()
    {
        await FillAsync(3);
        var query = new AuditQuery(Store);

        Assert.Equal("key-1", query.Find(2, new AuditFilter { ProjectId = Project })?.Record.ResourceId);
        Assert.Equal(Store.Records[2].Json, query.Find(2, s_all)!.Value.Json);
        Assert.Null(query.Find(2, new AuditFilter { ProjectId = OtherProject }));
        Assert.Null(query.Find(4, s_all));
        Assert.Null(query.Find(-1, s_all));
        Store.Damaged.Add(2);
        Assert.Throws<StoreException>(() => query.Find(2, s_all));
    }

    [Fact]
    public async Task Who_waits_for_the_next_record_gets_it_at_once()
    {
        AuditTrail trail = NewTrail();
        using var feed = new AuditFeed(trail);
        await AppendAsync(trail, 1);
        Assert.True(feed.WaitAsync(0, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        Task waiting = feed.WaitAsync(1, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        await AppendAsync(trail, 1);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Waiting_for_the_next_record_can_be_given_up()
    {
        using var feed = new AuditFeed(NewTrail());
        using var cancellation = new CancellationTokenSource();
        Task waiting = feed.WaitAsync(0, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private async Task FillAsync(int count)
    {
        AuditTrail trail = NewTrail();
        for (int i = 0; i < count; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await trail.AppendAsync(Entry($"key-{i}"));
        }
    }

    private long[] Find(AuditFilter filter) => Sequences(new AuditQuery(Store).Latest(filter, 100));

    private static long[] Sequences(AuditRows rows) => [.. rows.Rows.Select(static row => row.Record.Sequence)];
}
