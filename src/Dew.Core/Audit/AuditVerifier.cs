using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>Verifies the chain of a store while it grows: up to the record that is the last one at the beginning. Takes little memory, whatever its length.</summary>
public sealed class AuditVerifier
{
    private const int PageSize = 512;

    private readonly IAuditStore _store;

    /// <summary>Verifies a store.</summary>
    /// <param name="store">The store.</param>
    public AuditVerifier(IAuditStore store) => _store = store;

    /// <summary>Reads everything; takes seconds for a million records.</summary>
    /// <param name="key">The public half of dew-audit.</param>
    /// <param name="anchor">The head kept apart from the store, read before this call; null if there is none.</param>
    /// <param name="maxFindings">Findings that are kept.</param>
    /// <param name="cancellation">Gives up between two pages.</param>
    /// <exception cref="StoreException">The store cannot be read at all.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public AuditReport Verify(ECDsa key, SignedAuditHead? anchor, int maxFindings, CancellationToken cancellation)
    {
        var check = new AuditCheck(key, isWhole: true, anchor, maxFindings);

        // The last head before the range: what is written meanwhile must not look as if its records were missing.
        StoredAuditHead? lastHead = LastHead(check);
        (long next, long last) = _store.AuditRange;
        for (; next > 0 && next <= last; next += PageSize)
        {
            cancellation.ThrowIfCancellationRequested();
            long pageEnd = Math.Min(last, next + PageSize - 1);
            Check(check, AuditPage.Read(_store, next, pageEnd), ReadHeads(check, next, pageEnd));
        }

        if (lastHead is { } head && head.Sequence > last)
        {
            check.Head(head.Json.Span, head.Sequence);
        }

        return check.Finish();
    }

    private void Check(AuditCheck check, IReadOnlyList<StoredAuditRecord> records, IReadOnlyList<StoredAuditHead> heads)
    {
        int head = 0;
        foreach (StoredAuditRecord record in records)
        {
            if (check.Expected > 0 && record.Sequence > check.Expected && _store.AuditRange.First is var first && first > check.Expected)
            {
                check.Retired(Math.Min(first, record.Sequence));
            }

            if (record.Json.IsEmpty)
            {
                check.Unreadable(record.Sequence);
            }
            else
            {
                check.Record(record.Sequence, record.Json.Span);
            }

            // Heads whose record is missing are passed over: the gap is a finding already.
            for (; head < heads.Count && heads[head].Sequence <= record.Sequence; head++)
            {
                if (heads[head].Sequence == record.Sequence)
                {
                    check.Head(heads[head].Json.Span, record.Sequence);
                }
            }
        }
    }

    private StoredAuditHead? LastHead(AuditCheck check)
    {
        try
        {
            return _store.LastAuditHead;
        }
        catch (StoreException)
        {
            check.UnreadableHead(0);
            return null;
        }
    }

    private IReadOnlyList<StoredAuditHead> ReadHeads(AuditCheck check, long first, long last)
    {
        try
        {
            return _store.ReadAuditHeads(first, last, PageSize);
        }
        catch (StoreException)
        {
            var heads = new List<StoredAuditHead>();
            for (long sequence = first; sequence <= last; sequence++)
            {
                try
                {
                    heads.AddRange(_store.ReadAuditHeads(sequence, sequence, 1));
                }
                catch (StoreException)
                {
                    check.UnreadableHead(sequence);
                }
            }

            return heads;
        }
    }
}
