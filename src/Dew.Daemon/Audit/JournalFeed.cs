using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Daemon.Audit;

/// <summary>Tells journald of the records that are added while the daemon runs. One thread.</summary>
internal sealed class JournalFeed : IDisposable
{
    private const int PageSize = 256;
    private const int MostAtOnce = 8192;

    private readonly IAuditStore _store;
    private readonly JournalSink _sink;
    private long _told;

    internal JournalFeed(IAuditStore store, JournalSink sink, long told)
    {
        _store = store;
        _sink = sink;
        _told = told;
    }

    /// <summary>Tells what is new.</summary>
    /// <returns>Why that does not work; null if it does.</returns>
    internal string? Tell()
    {
        for (int count = 0; count < MostAtOnce; count += PageSize)
        {
            IReadOnlyList<StoredAuditRecord> page;
            long last = Math.Min(_store.AuditRange.Last, _told + PageSize);
            try
            {
                page = _store.ReadAudit(_told + 1, last, PageSize);
            }
            catch (StoreException e)
            {
                // The journal is a copy for reading along; what is damaged in the store is found by a verification.
                _told = last;
                return e.Message;
            }

            if (page.Count == 0)
            {
                return null;
            }

            foreach (StoredAuditRecord stored in page)
            {
                if (AuditRecord.Parse(stored.Json.Span) is { } record && !_sink.TryTell(record))
                {
                    return _sink.Error;
                }

                _told = stored.Sequence;
            }
        }

        return null;
    }

    public void Dispose() => _sink.Dispose();
}
