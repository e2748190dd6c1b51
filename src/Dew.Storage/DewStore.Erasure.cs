using Dew.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Dew.Storage;

public sealed partial class DewStore
{
    /// <summary>
    /// Held while files are erased, and while the deep check walks over key material: its iterators would keep the old files alive.
    /// </summary>
    private readonly Lock _materialGate = new();

    /// <summary>
    /// Rewrites the files that may still hold the material of removed keys. Runs after each removal and when the store is unlocked, so a
    /// removal that was cut off is finished at the next start; call it when the disk has space again.
    /// </summary>
    /// <returns>Whether nothing waits any more; if false, the files could not be rewritten and the log tells why.</returns>
    public bool FinishErasures()
    {
        ThrowIfDisposed();
        try
        {
            List<Guid> pending = PendingErasures();
            if (pending.Count > 0)
            {
                Erase(pending);
            }

            return true;
        }
        catch (StoreException refused)
        {
            // The removal itself is on stable storage, and so is the note to erase: this is late, not lost.
            LogErasureDelayed(refused.Message);
            return false;
        }
    }

    /// <summary>The notes are not unsealed: whoever wrote one, following it destroys nothing but what is deleted already.</summary>
    private List<Guid> PendingErasures()
    {
        var pending = new List<Guid>();
        using FamilyWalk walk = _records.Database.Walk(Family.Erasures);
        for (bool found = walk.First(); found; found = walk.Next())
        {
            if (walk.Key.Length == RecordKeys.KeyIdLength)
            {
                pending.Add(RecordKeys.ToKeyId(walk.Key));
            }
        }

        return pending;
    }

    private void Erase(List<Guid> removed)
    {
        lock (_materialGate)
        {
            _records.Database.EraseDeleted(
                Family.KeyVersions,
                [.. removed.Select(keyId => (RecordKeys.OfVersion(keyId, uint.MinValue), RecordKeys.OfVersion(keyId, uint.MaxValue)))]);
            using WriteBatchHandle batch = Interop.RocksDb.rocksdb_writebatch_create();
            foreach (Guid keyId in removed)
            {
                _records.Delete(batch, Family.Erasures, RecordKeys.OfKey(keyId));
            }

            _records.Database.Write(batch);
        }
    }

    [LoggerMessage(10, LogLevel.Error, "The wrapped material of removed keys may still lie in the files of the store; it is erased at the next removal or start. {Reason}")]
    private partial void LogErasureDelayed(string reason);
}
