using System.Text.Json;
using Dew.Daemon.Audit;
using Dew.Daemon.Hosting;
using Dew.Daemon.Identity;

namespace Dew.Daemon.Settings;

/// <summary>What the configuration file says, checked as a whole. Without a file everything has its default.</summary>
internal sealed record DewdSettings
{
    /// <summary>How much one caller may ask.</summary>
    internal ThrottleOptions Throttling { get; init; } = new();

    /// <summary>How the audit trail is kept.</summary>
    internal AuditOptions Audit { get; init; } = new();

    /// <summary>Reads a configuration file.</summary>
    /// <param name="path">The file; JSON, with comments and trailing commas if its author likes them.</param>
    /// <exception cref="StartException">It cannot be read, or something in it is not accepted; the message names every mistake.</exception>
    internal static DewdSettings Read(string path)
    {
        var mistakes = new List<string>();
        DewdSettings settings;
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            settings = Read(new SettingsSection(document.RootElement, "", mistakes));
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

    private static DewdSettings Read(SettingsSection root)
    {
        var settings = new DewdSettings
        {
            Throttling = ReadThrottling(root.Section("throttling")),
            Audit = ReadAudit(root.Section("audit")),
        };
        root.End();
        return settings;
    }

    private static AuditOptions ReadAudit(SettingsSection section)
    {
        const int mebibyte = 1 << 20;
        var otherwise = new AuditOptions();
        var options = new AuditOptions
        {
            AnchorFile = section.Text("anchor_file") ?? otherwise.AnchorFile,
            ExportFolder = section.Text("export_folder") ?? otherwise.ExportFolder,
            SignSeconds = section.Integer("sign_seconds", otherwise.SignSeconds, 1, 60),
            SegmentBytes = (long)section.Integer("segment_mebibytes", (int)(otherwise.SegmentBytes / mebibyte), 1, 65536) * mebibyte,
            RetentionDays = section.Integer("retention_days", otherwise.RetentionDays, 1, 36500),
            TraceDays = section.Integer("trace_days", otherwise.TraceDays, 1, 36500),
            JournalSocket = section.Text("journal_socket"),
        };
        section.End();
        return options;
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
}
