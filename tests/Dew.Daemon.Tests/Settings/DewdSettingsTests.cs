using Dew.Core.Identity;
using Dew.Daemon.Hosting;
using Dew.Daemon.Identity;
using Dew.Daemon.Settings;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Settings;

public sealed class DewdSettingsTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly DevDirectory _folder;

    public DewdSettingsTests() => _folder = DevDirectory.Open(Path.Combine(_scratch.Path, "d"));

    public void Dispose()
    {
        _folder.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Without_members_everything_has_its_default()
    {
        DewdSettings settings = Read("{}");

        Assert.Equal(new ThrottleOptions(), settings.Throttling);
        Assert.Equal(DewdSettings.Defaults(_folder).Audit, settings.Audit);
        Assert.Empty(settings.Peers);
    }

    [Fact]
    public void Every_member_is_read()
    {
        DewdSettings settings = Read("""
            {
              // comments are welcome
              "throttling": { "principal_requests_per_second": 11, "principal_burst": 12, "principal_requests_at_once": 13, "project_requests_per_second": 14, "project_burst": 15 },
              "audit": { "anchor_file": "/a", "export_directory": "/e", "sign_seconds": 7, "segment_megabytes": 3, "retention_days": 30, "trace_days": 2, "journal": true },
              "tls": { "handshake_seconds": 3, "handshake_bytes": 20000, "handshakes": 5, "connections": 60, "connections_per_address": 6, "server_certificate_days": 90 },
              "peers": [ { "peer": "user:1000", "as": "ops" }, { "peer": "group:27", "as": "backup" }, ],
            }
            """);

        Assert.Equal(
            new ThrottleOptions { PrincipalRequestsPerSecond = 11, PrincipalBurst = 12, PrincipalRequestsAtOnce = 13, ProjectRequestsPerSecond = 14, ProjectBurst = 15 },
            settings.Throttling);
        Assert.Equal(("/a", "/e", 7, 3L << 20, 30, 2), (settings.Audit.AnchorFile, settings.Audit.ExportFolder, settings.Audit.SignSeconds, settings.Audit.SegmentBytes, settings.Audit.RetentionDays, settings.Audit.TraceDays));
        Assert.NotNull(settings.Audit.JournalSocket);
        Assert.Equal((20000, 5, 60, 6), (settings.Tls.MaxHandshakeBytes, settings.Tls.MaxHandshakes, settings.Tls.MaxConnections, settings.Tls.MaxConnectionsPerAddress));
        Assert.Equal([new ConfiguredPeer(new PeerId(PeerKind.User, 1000), "ops"), new ConfiguredPeer(new PeerId(PeerKind.Group, 27), "backup")], settings.Peers);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_each_with_its_place()
    {
        string message = Assert.Throws<StartException>(() => Read("""
            { "throttling": { "principal_burst": 0, "nonsense": 1 }, "audit": { "journal": "yes" }, "tls": [], "peers": [ { "peer": "alice", "as": "ops" } ], "speed": 9 }
            """)).Message;

        Assert.All(
            ["throttling.principal_burst must be a whole number from 1", "throttling.nonsense is not known", "audit.journal must be true or false", "tls must be an object", "peers[0].peer must be user:NUMBER", "speed is not known"],
            mistake => Assert.Contains(mistake, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"tls\":{},\"tls\":{}}")]
    public void What_is_no_JSON_is_refused_with_the_place(string text) =>
        Assert.Contains("is not JSON: line", Assert.Throws<StartException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Contains("cannot be read", Assert.Throws<StartException>(() => DewdSettings.Read(Path.Combine(_scratch.Path, "none"), _folder)).Message, StringComparison.Ordinal);

    private DewdSettings Read(string text)
    {
        string file = Path.Combine(_scratch.Path, "dewd.json");
        File.WriteAllText(file, text);
        return DewdSettings.Read(file, _folder);
    }
}
