using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>
/// Searches the records. Times never go back along the chain, so a range of time is a range of sequences, found by halving; within it records are
/// looked at one after the other, but only so many for one answer.
/// </summary>
public sealed class AuditQuery
{
    /// <summary>Records looked at for one answer.</summary>
    public const int MostExamined = 50_000;

    private const int PageSize = 512;

    /// <summary>A record that cannot be read has no time; one of the next ones has.</summary>
    private const int TimeProbeSize = 16;

    private readonly IAuditStore _store;
    private readonly int _mostExamined;

    /// <summary>Searches a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="mostExamined">Records looked at for one answer.</param>
    public AuditQuery(IAuditStore store, int mostExamined = MostExamined)
    {
        _store = store;
        _mostExamined = mostExamined;
    }

    /// <summary>The newest records that fit, the newest first.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">The marker of the answer before; null for the first one.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public AuditRows Latest(AuditFilter filter, int limit, long? before = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (long lowest, long next) = Range(filter.AfterMs, filter.BeforeMs);
        next = Math.Min(next, (before ?? long.MaxValue) - 1);
        var search = new Search(filter, limit, Math.Max(lowest, next - _mostExamined + 1), next);
        while (next >= search.Lowest && next > 0)
        {
            IReadOnlyList<StoredAuditRecord> page = AuditPage.Read(_store, Math.Max(search.Lowest, next - PageSize + 1), next);
            for (int i = page.Count - 1; i >= 0; i--)
            {
                if (search.Take(page[i]))
                {
                    return search.End(page[i].Sequence > lowest ? page[i].Sequence : null);
                }
            }

            next -= PageSize;
        }

        return search.End(search.Lowest > lowest ? search.Lowest : null);
    }

    /// <summary>The records after one, in the order of the chain. The marker is never null: it is where to go on when there are more.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="after">The sequence after which to begin.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public AuditRows Following(AuditFilter filter, int limit, long after)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (long lowest, long highest) = Range(filter.AfterMs, filter.BeforeMs);
        long next = Math.Max(lowest, Math.Min(after, long.MaxValue - 1) + 1);
        var search = new Search(filter, limit, next, Math.Min(highest, Math.Min(next, highest) + _mostExamined - 1));
        for (; next > 0 && next <= search.Highest; next += PageSize)
        {
            foreach (StoredAuditRecord record in AuditPage.Read(_store, next, Math.Min(search.Highest, next + PageSize - 1)))
            {
                if (search.Take(record))
                {
                    return search.End(record.Sequence);
                }
            }
        }

        return search.End(Math.Max(after, search.Highest));
    }

    /// <summary>One record; null if there is none or it is not among those wanted.</summary>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="filter">Which ones may be seen.</param>
    /// <exception cref="StoreException">The record cannot be believed.</exception>
    public AuditRow? Find(long sequence, AuditFilter filter) =>
        _store.FindAudit(sequence) is { } stored && new AuditMatcher(filter).Fits(stored.Json.Span) && AuditRecord.Parse(stored.Json.Span) is { } record
            ? new AuditRow(record, stored.Json)
            : null;

    /// <summary>The sequences of a range of time; the last is less than the first if there are none.</summary>
    /// <param name="afterMs">Later than this; null for the beginning.</param>
    /// <param name="beforeMs">Earlier than this; null for the end.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public (long First, long Last) Range(long? afterMs, long? beforeMs)
    {
        (long first, long last) = _store.AuditRange;
        long low = afterMs is { } after ? FirstAt(first, last, after == long.MaxValue ? after : after + 1) : first;
        return (low, beforeMs is { } before ? FirstAt(low, last, before) - 1 : last);
    }

    /// <summary>The first sequence whose time is not before a moment; the one after the last if there is none.</summary>
    private long FirstAt(long first, long last, long timeMs)
    {
        (long low, long end) = (first, last + 1);
        while (low < end)
        {
            long middle = low + ((end - low) / 2);
            if (Probe(middle, end - 1) is not { } probe || probe.TimeMs >= timeMs)
            {
                end = middle;
            }
            else
            {
                low = probe.Sequence + 1;
            }
        }

        return low;
    }

    /// <summary>The first record in a range that can be read.</summary>
    private AuditRecord? Probe(long first, long last)
    {
        for (long next = first; next <= last; next += TimeProbeSize)
        {
            foreach (StoredAuditRecord stored in AuditPage.Read(_store, next, Math.Min(last, next + TimeProbeSize - 1)))
            {
                if (AuditRecord.Parse(stored.Json.Span) is { } record)
                {
                    return record;
                }
            }
        }

        return null;
    }

    /// <summary>One search on its way.</summary>
    private sealed class Search(AuditFilter filter, int limit, long lowest, long highest)
    {
        private readonly AuditMatcher _matcher = new(filter);
        private readonly List<AuditRow> _rows = [];
        private int _unreadable;

        internal long Lowest => lowest;

        internal long Highest => highest;

        /// <summary>Looks at a record.</summary>
        /// <returns>Whether there are enough.</returns>
        internal bool Take(in StoredAuditRecord stored)
        {
            if (stored.Json.IsEmpty)
            {
                _unreadable++;
            }
            else if (_matcher.Fits(stored.Json.Span))
            {
                if (AuditRecord.Parse(stored.Json.Span) is { } record)
                {
                    _rows.Add(new AuditRow(record, stored.Json));
                }
                else
                {
                    _unreadable++;
                }
            }

            return _rows.Count >= limit;
        }

        internal AuditRows End(long? marker) => new(_rows, marker, _unreadable);
    }
}
