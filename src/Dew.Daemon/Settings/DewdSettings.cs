using System.Text.Json;
using Dew.Core.Identity;
using Dew.Daemon.Audit;
using Dew.Daemon.Hosting;
using Dew.Daemon.Identity;
using Dew.Daemon.Tls;

namespace Dew.Daemon.Settings;

/// <summary>What the configuration file says, checked as a whole. Without a file everything has its default.</summary>
internal sealed record DewdSettings
{
    /// <summary>How much one caller may ask.</summary>
    internal required ThrottleOptions Throttling { get; init; }

    /// <summary>How the audit trail is kept.</summary>
    internal required AuditOptions Audit { get; init; }

    /// <summary>Limits and lifetimes of the TLS listener.</summary>
    internal required TlsOptions Tls { get; init; }

    /// <summary>Who users and groups of the operating system are on the Unix sockets.</summary>
    internal required IReadOnlyList<ConfiguredPeer> Peers { get; init; }

    /// <summary>The settings of a development appliance without a configuration file.</summary>
    /// <param name="folder">Its folder.</param>
    internal static DewdSettings Defaults(DevDirectory folder) => Read(new SettingsSection(null, "", []), folder);

    /// <summary>Reads a configuration file.</summary>
    /// <param name="path">The file; JSON, with comments and trailing commas if its author likes them.</param>
    /// <param name="folder">The folder of the appliance.</param>
    /// <exception cref="StartException">It cannot be read, or something in it is not accepted; the message names every mistake.</exception>
    internal static DewdSettings Read(string path, DevDirectory folder)
    {
        var mistakes = new List<string>();
        DewdSettings settings;
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            settings = Read(new SettingsSection(document.RootElement, "", mistakes), folder);
        }
        catch (JsonException e)
        {
            throw new StartException($"The configuration {path} is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The configuration {path} cannot be read: {e.Message}", e);
        }

        return mistakes.Count == 0 ? settings : throw new StartException(
            $"The configuration {path} is not accepted:{string.Concat(mistakes.Select(static mistake => $"{Environment.NewLine}  {mistake}"))}");
    }

    private static DewdSettings Read(SettingsSection root, DevDirectory folder)
    {
        var settings = new DewdSettings
        {
            Throttling = ReadThrottling(root.Section("throttling")),
            Audit = ReadAudit(root.Section("audit"), folder),
            Tls = ReadTls(root.Section("tls")),
            Peers = [.. root.Sections("peers").Select(ReadPeer).OfType<ConfiguredPeer>()],
        };
        root.End();
        return settings;
    }

    private static ThrottleOptions ReadThrottling(SettingsSection section)
    {
        const int most = 10_000_000;
        var otherwise = new ThrottleOptions();
        var options = new ThrottleOptions
        {
            PrincipalRequestsPerSecond = section.Integer("principal_requests_per_second", otherwise.PrincipalRequestsPerSecond, 1, most),
            PrincipalBurst = section.Integer("principal_burst", otherwise.PrincipalBurst, 1, most),
            PrincipalRequestsAtOnce = section.Integer("principal_requests_at_once", otherwise.PrincipalRequestsAtOnce, 1, most),
            ProjectRequestsPerSecond = section.Integer("project_requests_per_second", otherwise.ProjectRequestsPerSecond, 1, most),
            ProjectBurst = section.Integer("project_burst", otherwise.ProjectBurst, 1, most),
        };
        section.End();
        return options;
    }

    private static AuditOptions ReadAudit(SettingsSection section, DevDirectory folder)
    {
        var otherwise = new AuditOptions { AnchorFile = folder.AuditAnchor, ExportFolder = folder.AuditExport };
        AuditOptions options = otherwise with
        {
            AnchorFile = section.Text("anchor_file") ?? otherwise.AnchorFile,
            ExportFolder = section.Text("export_directory") ?? otherwise.ExportFolder,
            SignSeconds = section.Integer("sign_seconds", otherwise.SignSeconds, 1, 3600),
            SegmentBytes = section.Integer("segment_megabytes", (int)(otherwise.SegmentBytes >> 20), 1, 1024) * (1L << 20),
            RetentionDays = section.Integer("retention_days", otherwise.RetentionDays, 1, 36500),
            TraceDays = section.Integer("trace_days", otherwise.TraceDays, 1, 36500),
            JournalSocket = section.Flag("journal", otherwise: false) ? otherwise.JournalSocket : null,
        };
        section.End();
        return options;
    }

    private static TlsOptions ReadTls(SettingsSection section)
    {
        var otherwise = new TlsOptions();
        var options = new TlsOptions
        {
            HandshakeTimeout = TimeSpan.FromSeconds(section.Integer("handshake_seconds", (int)otherwise.HandshakeTimeout.TotalSeconds, 1, 120)),
            MaxHandshakeBytes = section.Integer("handshake_bytes", otherwise.MaxHandshakeBytes, 16 * 1024, 1024 * 1024),
            MaxHandshakes = section.Integer("handshakes", otherwise.MaxHandshakes, 1, 65536),
            MaxConnections = section.Integer("connections", otherwise.MaxConnections, 1, 1_000_000),
            MaxConnectionsPerAddress = section.Integer("connections_per_address", otherwise.MaxConnectionsPerAddress, 1, 1_000_000),
            ServerValidity = TimeSpan.FromDays(section.Integer("server_certificate_days", (int)otherwise.ServerValidity.TotalDays, 1, 825)),
        };
        if (options.MaxConnectionsPerAddress > options.MaxConnections)
        {
            section.Mistake("connections_per_address", $"must not be more than connections, {options.MaxConnections}");
            options = otherwise;
        }

        section.End();
        return options;
    }

    private static ConfiguredPeer? ReadPeer(SettingsSection section)
    {
        string peer = section.Text("peer") ?? "";
        string user = section.Text("as") ?? "";
        section.End();
        if (!PeerId.TryParse(peer, out PeerId id))
        {
            section.Mistake("peer", "must be user:NUMBER or group:NUMBER of the operating system");
        }
        else if (user.Length == 0)
        {
            section.Mistake("as", "must be the name or id of a user of the appliance");
        }
        else
        {
            return new ConfiguredPeer(id, user);
        }

        return null;
    }
}
