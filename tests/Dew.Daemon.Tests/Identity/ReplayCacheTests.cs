using System.Buffers.Binary;
using System.Security.Cryptography;
using Dew.Daemon.Identity;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class ReplayCacheTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 23, 2, 12, 30, TimeSpan.Zero));

    [Fact]
    public void Remembers_many_signatures_and_forgets_none()
    {
        ReplayCache cache = Cache(100_000);
        for (int i = 0; i < 50_000; i++)
        {
            Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(i), _time.Now.AddSeconds(i % 1700 - 850)));
        }

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(50_000, cache.Count);
        Assert.All(Enumerable.Range(0, 50_000), i => Assert.Equal(ReplayDecision.Replayed, cache.Use(Signature(i), _time.Now.AddSeconds(i % 1700 - 856))));
    }

    [Fact]
    public void Accepts_fresh_signatures_alone_when_it_is_full()
    {
        ReplayCache cache = Cache(1600);
        Fill(cache, 4000);

        Assert.Equal(1600, cache.Count);
        Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(-1), _time.Now.AddSeconds(-5)));
        Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(-2), _time.Now.AddSeconds(5)));
        Assert.Equal(ReplayDecision.Unknowable, cache.Use(Signature(-3), _time.Now.AddSeconds(-6)));
        Assert.Equal(ReplayDecision.Unknowable, cache.Use(Signature(-4), _time.Now.AddSeconds(6)));
    }

    [Fact]
    public void Keeps_what_it_has_when_it_is_full()
    {
        ReplayCache cache = Cache(1600);
        Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(-1), _time.Now));
        Fill(cache, 4000);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(ReplayDecision.Replayed, cache.Use(Signature(-1), _time.Now.AddSeconds(-6)));
    }

    [Fact]
    public void A_signature_that_could_not_be_remembered_is_refused_after_the_grace()
    {
        ReplayCache cache = Cache(1600);
        Fill(cache, 4000);
        DateTimeOffset signedAt = _time.Now;
        Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(-1), signedAt));
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(ReplayDecision.Unknowable, cache.Use(Signature(-1), signedAt));
    }

    [Fact]
    public void Has_room_again_when_dates_leave_the_window()
    {
        ReplayCache cache = Cache(1600);
        Fill(cache, 4000);
        _time.Advance(TimeSpan.FromMinutes(17));
        Fill(cache, 4000, first: 10_000);

        Assert.Equal(1600, cache.Count);
        Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(10_000), _time.Now));
    }

    [Fact]
    public void Runs_for_days_with_dates_all_over_the_window()
    {
        ReplayCache cache = Cache(100_000);
        for (int i = 0; i < 20_000; i++)
        {
            Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(i), _time.Now.AddSeconds(i % 1801 - 900)));
            _time.Advance(TimeSpan.FromSeconds(17));
        }

        Assert.InRange(cache.Count, 1, 1800 / 17 + 60);
    }

    [Fact]
    public async Task Counts_one_first_use_among_threads()
    {
        ReplayCache cache = Cache(100_000);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                Assert.Equal(ReplayDecision.Accepted, cache.Use(Signature(i), _time.Now));
            }
        })));

        Assert.Equal(20_000, cache.Count);
    }

    private ReplayCache Cache(int capacity) => new(new SignatureOptions { ReplayCapacity = capacity }, _time);

    private void Fill(ReplayCache cache, int count, int first = 0)
    {
        for (int i = first; i < first + count; i++)
        {
            cache.Use(Signature(i), _time.Now);
        }
    }

    private static byte[] Signature(int i)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, i);
        return SHA256.HashData(number);
    }
}
