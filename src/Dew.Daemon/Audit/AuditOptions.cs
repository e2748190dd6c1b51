namespace Dew.Daemon.Audit;

/// <summary>How the audit trail is kept.</summary>
internal sealed record AuditOptions
{
    /// <summary>The file of the last signed head. Outside the folder of the store, best on another disk.</summary>
    internal required string AnchorFile { get; init; }

    /// <summary>The folder of exported segments.</summary>
    internal required string ExportFolder { get; init; }

    /// <summary>Seconds between two heads while records are added.</summary>
    internal int SignSeconds { get; init; } = 5;

    /// <summary>The size at which a segment is closed. It ends with a head, so it becomes somewhat larger.</summary>
    internal long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Days after which a record that was exported is removed from the store.</summary>
    internal int RetentionDays { get; init; } = 400;

    /// <summary>Days that GET /v3/{project_id}/traces looks back.</summary>
    internal int TraceDays { get; init; } = 7;

    /// <summary>The socket of journald; null to tell it nothing. If it is not there, nothing is told either.</summary>
    internal string? JournalSocket { get; init; } = "/run/systemd/journal/socket";
}
