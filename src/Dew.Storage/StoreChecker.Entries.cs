namespace Dew.Storage;

/// <summary>The part for the directory and the audit chain. What their contents say is for their owners to check.</summary>
internal sealed partial class StoreChecker
{
    private long _lastAudit;

    private void CheckEntry(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        if (!RecordKeys.IsEntry(recordKey))
        {
            Find(Family.Directory, recordKey, "its key is not a kind and an id.");
        }
    }

    private void CheckAuditSequence(ReadOnlySpan<byte> recordKey)
    {
        if (recordKey.Length != RecordKeys.AuditLength)
        {
            return;
        }

        long sequence = RecordKeys.ToAuditSequence(recordKey);
        if (_lastAudit != 0 && sequence != _lastAudit + 1)
        {
            Find(Family.Audit, recordKey, $"the records {_lastAudit + 1} to {sequence - 1} before it are missing.");
        }

        _lastAudit = sequence;
    }

    private void CheckAudit(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content) => CheckSequenceKey(Family.Audit, recordKey);

    /// <summary>A head may cover records that were removed since, but none that are yet to come.</summary>
    private void CheckAuditHead(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        if (CheckSequenceKey(Family.AuditHeads, recordKey) && RecordKeys.ToAuditSequence(recordKey) > _lastAudit)
        {
            Find(Family.AuditHeads, recordKey, $"it covers records that are missing: the last one is {_lastAudit}.");
        }
    }

    private bool CheckSequenceKey(Family family, ReadOnlySpan<byte> recordKey)
    {
        bool fits = recordKey.Length == RecordKeys.AuditLength && RecordKeys.ToAuditSequence(recordKey) > 0;
        if (!fits)
        {
            Find(family, recordKey, "its key is not a sequence number.");
        }

        return fits;
    }
}
