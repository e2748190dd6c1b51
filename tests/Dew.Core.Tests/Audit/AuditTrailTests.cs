using System.Diagnostics;
using System.Reflection;
using System.Text;
using Dew.Core.Audit;
using Xunit;

namespace Dew.Core.Tests.Audit;

public sealed class AuditTrailTests : AuditTest
{
    [Fact]
    public async Task Records_follow_each_other_from_one_on()
    {
        AuditTrail trail = NewTrail();

        await AppendAsync(trail, 10);

        AssertChained();
        Assert.Equal(10, Store.Records.Count);
        Assert.Equal("key-3", Read(4).ResourceId);
        Assert.Equal(new AuditPosition(10, AuditRecord.HashOf(Store.Records[10].Json.Span)), trail.Position);
    }

    [Fact]
    public void The_chain_of_an_empty_store_begins_at_zero() => Assert.Equal(new AuditPosition(0, new string('0', 64)), NewTrail().Position);

    [Fact]
    public async Task The_chain_goes_on_after_a_restart()
    {
        await AppendAsync(NewTrail(), 3);

        await AppendAsync(NewTrail(), 3);

        AssertChained();
        Assert.Equal(6, Store.Records.Count);
    }

    [Fact]
    public async Task A_record_says_what_it_was_told()
    {
        AuditTrail trail = NewTrail();
        await trail.AppendAsync(Entry("k", status: Status.KeyNotFound) with
        {
            Source = "192.0.2.7", RequestId = "r1", ResourceName = "mine", Message = "No such key.", Request = """{"key_id":"k"}""", Count = 7,
        });

        Assert.Equal(
            """
            {"sequence":1,"time":1772366400123,"trace_name":"createKey","service_type":"KMS","trace_rating":"warning","status":200,"outcome":"KeyNotFound",
            "resource_type":"cmk","resource_id":"k","resource_name":"mine","user_type":"user","user_id":"fedcba9876543210fedcba9876543210","user_name":"alice",
            "channel":"tls","source_ip":"192.0.2.7","request_id":"r1","project_id":"0123456789abcdef0123456789abcdef",
            "request":"{\u0022key_id\u0022:\u0022k\u0022}","message":"No such key.","count":7,
            "previous":"0000000000000000000000000000000000000000000000000000000000000000"}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(Store.Records[1].Json.Span));
    }

    [Fact]
    public async Task Time_does_not_go_back_with_the_clock_and_the_record_says_what_the_clock_said()
    {
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 1);
        long before = Time.Now.ToUnixTimeMilliseconds();
        Time.Advance(TimeSpan.FromHours(-1));

        await AppendAsync(trail, 1);
        await AppendAsync(NewTrail(), 1);

        Assert.Equal([before, before, before], [Read(1).TimeMs, Read(2).TimeMs, Read(3).TimeMs]);
        Assert.Equal([null, before - 3_600_000, before - 3_600_000], [Read(1).ClockMs, Read(2).ClockMs, Read(3).ClockMs]);
    }

    [Theory]
    [InlineData("half \ud800 a character")]
    [InlineData("\udc00")]
    [InlineData("\0\u0001\u2028\u202e\"\\")]
    public async Task Every_text_can_be_recorded_on_one_line(string text)
    {
        AuditTrail trail = NewTrail();

        Assert.True(await trail.AppendAsync(Entry(text) with { ResourceName = text, Message = text, Request = text, RequestId = text, Source = text }));

        Assert.Equal(text.Replace('\ud800', '\ufffd').Replace('\udc00', '\ufffd'), Read(1).ResourceName);
        Assert.All(Store.Records[1].Json.ToArray(), static b => Assert.InRange(b, (byte)' ', (byte)'~'));
    }

    [Fact]
    public async Task Long_texts_are_cut_and_say_so()
    {
        AuditTrail trail = NewTrail();
        string text = new('x', 100_000);

        await trail.AppendAsync(Entry(text) with { ResourceName = text, Message = text[..4998] + "\ud83d\ude00\ud83d\ude00", Request = text, RequestId = text, Source = text });

        Assert.True(Store.Records[1].Json.Length < 16_384);
        Assert.Equal(text[..4999] + "…", Read(1).Request);
        Assert.Equal(text[..4998] + "…", Read(1).Message);
    }

    [Fact]
    public async Task An_allocation_budget_of_four_kilobytes_a_record_is_kept()
    {
        Assert.SkipWhen(
            typeof(AuditTrail).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false,
            "allocations are counted in optimised code only; build with -c Release");
        AuditTrail trail = NewTrail();
        await AppendAsync(trail, 100);
        AuditEntry entry = Entry("key");

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(await trail.AppendAsync(entry));
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.True(each < 4096, $"{each} bytes a record");
    }
}
