using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>The part for the directory and the audit chain, which have no indexes.</summary>
internal sealed partial class StoreBatch
{
    private long _firstAudit;
    private long _lastAudit;

    public void PutEntry(in DirectoryEntry entry)
    {
        ThrowIfEnded();
        _records.Put(_writes, Family.Directory, RecordKeys.OfEntry(entry.Kind, entry.Id), entry.Content.Span);
    }

    public void RemoveEntry(EntryKind kind, string id)
    {
        ThrowIfEnded();
        _records.Delete(_writes, Family.Directory, RecordKeys.OfEntry(kind, id));
    }

    public void AddAuditRecord(in StoredAuditRecord record)
    {
        ThrowIfEnded();
        DewStore.RequireAuditSequence(_lastAudit == 0 ? _store.NextAudit : _lastAudit + 1, record.Sequence);
        _records.Put(_writes, Family.Audit, RecordKeys.OfAudit(record.Sequence), record.Json.Span);
        _firstAudit = _firstAudit == 0 ? record.Sequence : _firstAudit;
        _lastAudit = record.Sequence;
    }
}
