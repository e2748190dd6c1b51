namespace Dew.Core.Ports;

/// <summary>Where the audit chain and its signed heads are kept. Reads may run on any thread at any time; writes come one at a time.</summary>
/// <remarks>Every member throws <see cref="StoreException"/> when a record cannot be believed or the store cannot be read or written.</remarks>
public interface IAuditStore
{
    /// <summary>The first and the last sequence that is kept; both 0 if there are no records.</summary>
    (long First, long Last) AuditRange { get; }

    /// <summary>Writes records of operations that change nothing else. They survive the death of the process; a power cut may take those of the last moments.</summary>
    /// <param name="records">In the order of their sequences, following the last one written.</param>
    void AppendAudit(IReadOnlyList<StoredAuditRecord> records);

    /// <summary>A record, or null.</summary>
    /// <param name="sequence">Its sequence.</param>
    StoredAuditRecord? FindAudit(long sequence);

    /// <summary>Records with sequences in a range, as they follow each other in the store; a missing one is passed over.</summary>
    /// <param name="first">The lowest sequence.</param>
    /// <param name="last">The highest sequence.</param>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<StoredAuditRecord> ReadAudit(long first, long last, int limit);

    /// <summary>Writes a head and returns when it, and every record before it, is on stable storage.</summary>
    /// <param name="head">The head.</param>
    void PutAuditHead(in StoredAuditHead head);

    /// <summary>Heads with sequences in a range, in ascending order.</summary>
    /// <param name="first">The lowest sequence.</param>
    /// <param name="last">The highest sequence.</param>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<StoredAuditHead> ReadAuditHeads(long first, long last, int limit);

    /// <summary>The head with the highest sequence, or null.</summary>
    StoredAuditHead? LastAuditHead { get; }

    /// <summary>Removes records and heads below a sequence, which were exported.</summary>
    /// <param name="sequence">The lowest sequence that stays.</param>
    void RemoveAuditBefore(long sequence);
}
