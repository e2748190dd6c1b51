namespace Dew.Daemon.Audit;

/// <summary>What may be wrong with the audit trail apart from writing it.</summary>
internal enum AuditAlarm
{
    /// <summary>At the start the chain did not fit what was signed before. Stays until the daemon ends.</summary>
    Mismatch,

    /// <summary>Heads cannot be signed or kept.</summary>
    Head,

    /// <summary>The head cannot be kept apart from the store.</summary>
    Anchor,

    /// <summary>Records cannot be exported.</summary>
    Export,

    /// <summary>Old records cannot be removed.</summary>
    Retention,

    /// <summary>journald cannot be told.</summary>
    Journal,

    /// <summary>The work itself has a defect.</summary>
    Worker,
}
