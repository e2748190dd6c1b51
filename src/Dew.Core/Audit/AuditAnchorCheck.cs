using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>Compares, at a start, the end of the chain with what was signed last: a full verification takes longer than a start may.</summary>
public static class AuditAnchorCheck
{
    /// <summary>Looks for what does not fit.</summary>
    /// <param name="store">The store.</param>
    /// <param name="kept">What the anchor gave.</param>
    /// <param name="key">The public half of dew-audit.</param>
    /// <returns>What does not fit, in words; null if all does.</returns>
    /// <exception cref="StoreException">The store cannot be read at all.</exception>
    public static string? Examine(IAuditStore store, Outcome<SignedAuditHead?> kept, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!kept.TryGet(out SignedAuditHead? anchor, out Failure failure))
        {
            return $"The head that is kept apart from the store cannot be read: {failure.Message}";
        }

        StoredAuditHead? last = store.LastAuditHead;
        if (anchor is null)
        {
            return last is null ? null : $"The store has a signed head of record {last.Value.Sequence}, but none is kept apart from it any more.";
        }

        return anchor.Verify(key) is { } head
            ? Compare(store, head, "that is kept apart from the store") ?? CompareLast(store, last, key)
            : "The head that is kept apart from the store has no signature of this appliance.";
    }

    private static string? CompareLast(IAuditStore store, StoredAuditHead? last, ECDsa key) => last is not { } stored ? null
        : SignedAuditHead.Parse(stored.Json.Span)?.Verify(key) is { } head && head.Sequence == stored.Sequence ? Compare(store, head, "that was signed last")
        : $"The head of record {stored.Sequence} in the store has no signature of this appliance.";

    private static string? Compare(IAuditStore store, AuditHead head, string which)
    {
        (long first, long last) = store.AuditRange;
        if (head.Sequence > last)
        {
            return $"The store is older than the head {which}: its last record is {last}, the head is one of record {head.Sequence}.";
        }

        if (head.Sequence < first)
        {
            return null;
        }

        try
        {
            return store.FindAudit(head.Sequence) is { } record && AuditRecord.HashOf(record.Json.Span) == head.Hash
                ? null
                : $"Record {head.Sequence} is not the one of the head {which}.";
        }
        catch (StoreException e)
        {
            return $"Record {head.Sequence} cannot be compared with the head {which}: {e.Message}";
        }
    }
}
