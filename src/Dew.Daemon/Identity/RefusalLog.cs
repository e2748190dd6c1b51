using Dew.Core;
using Dew.Core.Audit;

namespace Dew.Daemon.Identity;

/// <summary>
/// Joins refusals that repeat: the first of a kind is recorded at once, what follows from the same address with the same cause within a second
/// becomes one record with its count. So a flood of strangers costs one record a second for each address, and none is dropped.
/// </summary>
internal sealed class RefusalLog
{
    /// <summary>Kinds kept apart within one second; more of them share one record.</summary>
    private const int MaxKinds = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Source, string Principal, Status Status, string Cause), Counted> _kinds = [];
    private readonly TimeProvider _time;
    private Counted? _others;

    internal RefusalLog(TimeProvider time) => _time = time;

    /// <summary>Counts a refusal.</summary>
    /// <param name="entry">The refusal.</param>
    /// <returns>The entry to record now; null if it is counted for later.</returns>
    internal AuditEntry? Note(AuditEntry entry)
    {
        lock (_gate)
        {
            var kind = (entry.Source, entry.Principal.Id, entry.Status, entry.Message);
            if (_kinds.TryGetValue(kind, out Counted? known))
            {
                known.Count++;
                return null;
            }

            if (_kinds.Count < MaxKinds)
            {
                _kinds.Add(kind, new Counted(entry, _time.GetTimestamp()));
                return entry;
            }

            _others ??= new Counted(entry with { Source = "", Message = "Refusals of many kinds and addresses." }, _time.GetTimestamp());
            _others.Count++;
            return null;
        }
    }

    /// <summary>The records of kinds whose second is over. Call it every second, and once at the end.</summary>
    /// <param name="all">Also those whose second is not over.</param>
    internal IReadOnlyList<AuditEntry> Collect(bool all = false)
    {
        var over = new List<AuditEntry>();
        lock (_gate)
        {
            foreach ((var kind, Counted counted) in _kinds)
            {
                if (all || _time.GetElapsedTime(counted.Since) >= TimeSpan.FromSeconds(1))
                {
                    _kinds.Remove(kind);
                    Add(over, counted);
                }
            }

            if (_others is { } others && (all || _time.GetElapsedTime(others.Since) >= TimeSpan.FromSeconds(1)))
            {
                _others = null;
                Add(over, others);
            }
        }

        return over;
    }

    private static void Add(List<AuditEntry> over, Counted counted)
    {
        if (counted.Count > 0)
        {
            over.Add(counted.Entry with { Count = counted.Count, RequestId = "" });
        }
    }

    /// <summary>How often a kind came again.</summary>
    private sealed class Counted(AuditEntry entry, long since)
    {
        internal AuditEntry Entry => entry;

        internal long Since => since;

        internal long Count { get; set; }
    }
}
