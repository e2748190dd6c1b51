namespace Dew.Daemon.Audit;

/// <summary>The alarms of the audit trail: logged when they come and go, and readable at any time from any thread.</summary>
internal sealed partial class AuditAlarms(ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<AuditAlarm, string> _raised = [];

    /// <summary>The alarms that are raised, in words that name no key and no caller.</summary>
    internal IReadOnlyList<string> Current
    {
        get
        {
            lock (_gate)
            {
                return [.. _raised.Keys.Select(Words)];
            }
        }
    }

    /// <summary>Raises an alarm, or lets it go.</summary>
    /// <param name="alarm">Which one.</param>
    /// <param name="cause">For the log; null if all is well.</param>
    internal void Set(AuditAlarm alarm, string? cause)
    {
        lock (_gate)
        {
            if (_raised.GetValueOrDefault(alarm) == cause)
            {
                return;
            }

            if (cause is null)
            {
                _raised.Remove(alarm);
            }
            else
            {
                _raised[alarm] = cause;
            }
        }

        string words = Words(alarm);
        if (cause is null)
        {
            LogOver(words);
        }
        else
        {
            LogRaised(words, cause);
        }
    }

    private static string Words(AuditAlarm alarm) => alarm switch
    {
        AuditAlarm.Mismatch => "the audit trail does not fit what was signed before",
        AuditAlarm.Head => "audit heads cannot be signed",
        AuditAlarm.Anchor => "the audit head cannot be kept apart from the store",
        AuditAlarm.Export => "audit records cannot be exported",
        AuditAlarm.Retention => "old audit records cannot be removed",
        AuditAlarm.Journal => "audit records cannot be told to journald",
        AuditAlarm.Worker => "the upkeep of the audit trail fails",
        _ => throw new ArgumentOutOfRangeException(nameof(alarm), alarm, null),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Alarm: {Alarm}. {Cause}")]
    private partial void LogRaised(string alarm, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Over: {Alarm}.")]
    private partial void LogOver(string alarm);
}
