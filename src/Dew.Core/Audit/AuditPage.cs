using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>Reads records so that one that cannot be believed does not hide the others.</summary>
internal static class AuditPage
{
    /// <summary>The records with sequences in a range. One that cannot be read has no JSON; one that is missing is passed over.</summary>
    internal static IReadOnlyList<StoredAuditRecord> Read(IAuditStore store, long first, long last)
    {
        int limit = checked((int)(last - first + 1));
        try
        {
            return store.ReadAudit(first, last, limit);
        }
        catch (StoreException)
        {
            var records = new List<StoredAuditRecord>(limit);
            for (long sequence = first; sequence <= last; sequence++)
            {
                if (Find(store, sequence) is { } record)
                {
                    records.Add(record);
                }
            }

            return records;
        }
    }

    private static StoredAuditRecord? Find(IAuditStore store, long sequence)
    {
        try
        {
            return store.FindAudit(sequence);
        }
        catch (StoreException)
        {
            return new StoredAuditRecord(sequence, default);
        }
    }
}
