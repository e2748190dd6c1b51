using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>A part of the chain as lines of an export: records, each head after the record it names.</summary>
public static class AuditLines
{
    private const int PageSize = 512;

    /// <summary>
    /// Widens a range so that what is read of it can be verified by itself: it begins after a head and ends with one, as far as there are such.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="first">The first record wanted.</param>
    /// <param name="last">The last record wanted.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static (long First, long Last) Widen(IAuditStore store, long first, long last)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (last < first)
        {
            return (first, last);
        }

        (long begin, long end) = store.AuditRange;
        long before = first - 1;
        for (long window = PageSize; before >= begin; window *= 2)
        {
            long low = Math.Max(begin, before - window + 1);
            if (store.ReadAuditHeads(low, before, PageSize) is [.., { } head])
            {
                begin = head.Sequence + 1;
                break;
            }

            before = low - 1;
        }

        return (begin, store.ReadAuditHeads(last, end, 1) is [{ } closing] ? closing.Sequence : end);
    }

    /// <summary>Reads the lines. A record that cannot be believed is left out, which a verification of the lines will name.</summary>
    /// <param name="store">The store.</param>
    /// <param name="first">The first record.</param>
    /// <param name="last">The last record.</param>
    /// <returns>JSON without line breaks.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(IAuditStore store, long first, long last)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (last >= first && store.ReadAuditHeads(first - 1, first - 1, 1) is [{ } foundation])
        {
            yield return foundation.Json;
        }

        for (long next = first; next <= last; next += PageSize)
        {
            long pageEnd = Math.Min(last, next + PageSize - 1);
            IReadOnlyList<StoredAuditHead> heads = store.ReadAuditHeads(next, pageEnd, PageSize);
            int head = 0;
            foreach (StoredAuditRecord record in AuditPage.Read(store, next, pageEnd))
            {
                if (record.Json.IsEmpty)
                {
                    continue;
                }

                yield return record.Json;
                for (; head < heads.Count && heads[head].Sequence <= record.Sequence; head++)
                {
                    if (heads[head].Sequence == record.Sequence)
                    {
                        yield return heads[head].Json;
                    }
                }
            }
        }
    }
}
