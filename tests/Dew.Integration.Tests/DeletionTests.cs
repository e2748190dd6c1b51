using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>Planned deletions are carried out when they are due, by a daemon whose calendar clock a preloaded library sets ahead.</summary>
public sealed class DeletionTests : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_key_is_destroyed_when_its_time_comes_while_the_daemon_is_down()
    {
        string keyId = ScheduleAndKill("due", days: 7);

        using DewdProcess later = StartAhead(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        using DewApi api = new(later);

        Assert.True(Poll.Until(() => api.Post("describe-key", ("key_id", keyId)).Status == 404, TimeSpan.FromSeconds(10)));
        Assert.True(Poll.Until(
            () => later.StandardError.Contains($"Key {keyId} is destroyed", StringComparison.Ordinal), TimeSpan.FromSeconds(10)));
        Assert.Empty(api.DoctorComplaints(deep: true));
    }

    [Fact]
    public void A_destroyed_key_frees_its_alias()
    {
        ScheduleAndKill("again", days: 7);
        using DewdProcess later = StartAhead(TimeSpan.FromDays(8));
        using DewApi api = new(later);

        Assert.True(Poll.Until(() => api.Post("create-key", ("key_alias", "again")).Status == 200, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_key_that_is_not_due_stays()
    {
        string keyId = ScheduleAndKill("waiting", days: 9);

        using DewdProcess later = StartAhead(TimeSpan.FromDays(8));
        using DewApi api = new(later);

        Assert.Equal("4", (string?)api.Call("describe-key", ("key_id", keyId))["key_info"]!["key_state"]);
    }

    [Fact]
    public void A_cancelled_deletion_is_not_carried_out()
    {
        string keyId;
        using (DewdProcess daemon = DewdProcess.Start(_directory.Path))
        {
            using DewApi api = new(daemon);
            keyId = Schedule(api, "kept", days: 7);
            api.Call("cancel-key-deletion", ("key_id", keyId));
            daemon.Kill();
        }

        using DewdProcess later = StartAhead(TimeSpan.FromDays(8));
        using DewApi again = new(later);

        Assert.Equal("3", (string?)again.Call("describe-key", ("key_id", keyId))["key_info"]!["key_state"]);
    }

    private string ScheduleAndKill(string alias, int days)
    {
        using DewdProcess daemon = DewdProcess.Start(_directory.Path);
        using DewApi api = new(daemon);
        string keyId = Schedule(api, alias, days);
        daemon.Kill();
        return keyId;
    }

    private static string Schedule(DewApi api, string alias, int days)
    {
        string keyId = api.CreateKey(alias);
        api.Call("schedule-key-deletion", ("key_id", keyId), ("pending_days", $"{days}"));
        return keyId;
    }

    private DewdProcess StartAhead(TimeSpan ahead) => DewdProcess.Start(_directory.Path, DewdOptions.WithClockAhead(ahead));
}
