using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Daemon.Identity;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class RefusalLogTests
{
    private readonly ManualTime _time = new();
    private readonly RefusalLog _log;

    public RefusalLogTests() => _log = new RefusalLog(_time);

    [Fact]
    public void The_first_refusal_of_a_kind_is_recorded_at_once()
    {
        AuditEntry refusal = Refusal("192.0.2.1");

        Assert.Equal(refusal, _log.Note(refusal));
        Assert.Empty(_log.Collect(all: true));
    }

    [Fact]
    public void What_repeats_within_a_second_becomes_one_record_with_its_count()
    {
        _log.Note(Refusal("192.0.2.1"));
        Assert.All(Enumerable.Range(0, 41), _ => Assert.Null(_log.Note(Refusal("192.0.2.1"))));
        Assert.Empty(_log.Collect());

        _time.Advance(TimeSpan.FromSeconds(1));

        AuditEntry joined = Assert.Single(_log.Collect());
        Assert.Equal((41, "192.0.2.1"), (joined.Count, joined.Source));
    }

    [Fact]
    public void After_its_second_a_kind_is_recorded_at_once_again()
    {
        _log.Note(Refusal("192.0.2.1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _log.Collect();

        Assert.NotNull(_log.Note(Refusal("192.0.2.1")));
    }

    [Fact]
    public void Other_addresses_and_other_causes_are_kept_apart()
    {
        _log.Note(Refusal("192.0.2.1"));

        Assert.NotNull(_log.Note(Refusal("192.0.2.2")));
        Assert.NotNull(_log.Note(Refusal("192.0.2.1") with { Message = "another cause" }));
    }

    [Fact]
    public void A_flood_from_everywhere_is_bounded_and_loses_no_count()
    {
        const int flood = 5000;
        int recorded = Enumerable.Range(0, flood).Count(i => _log.Note(Refusal($"address {i}")) is not null);
        long counted = _log.Collect(all: true).Sum(static entry => entry.Count);

        Assert.True(recorded < flood / 2);
        Assert.Equal(flood, recorded + counted);
    }

    private static AuditEntry Refusal(string source) => new()
    {
        Trace = Traces.Authenticate,
        Status = Status.AuthenticationFailed,
        Principal = Principal.Unknown,
        Channel = AuditChannel.Http,
        Source = source,
        Message = "cause",
    };
}
