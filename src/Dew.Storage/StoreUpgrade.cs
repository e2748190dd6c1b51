using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>
/// Makes a store of format 1 one of format 2, in one synced write: killed at any moment it is the one or the other. Format 1 knew one
/// project, the appliance's, and no tags. Each record is carried over by itself, so what the deep check found before it finds after.
/// </summary>
internal sealed class StoreUpgrade(SealedRecords records, string projectId)
{
    private readonly byte[] _project = RecordKeys.OfProject(projectId);

    /// <exception cref="StoreException">A record cannot be believed, or the store cannot be written; nothing has changed.</exception>
    internal void Run()
    {
        using WriteBatchHandle batch = Interop.RocksDb.rocksdb_writebatch_create();
        UpgradeKeys(batch);
        UpgradeIndex(batch, Family.Aliases);
        UpgradeIndex(batch, Family.KeyOrder);
        UpgradeIndex(batch, Family.KeyCounts);
        records.Database.Put(batch, Family.Meta, RecordKeys.Format, MetaFormat.EncodeFormat(StoreFile.CurrentFormat));
        records.Put(batch, Family.Meta, RecordKeys.Check, MetaFormat.EncodeCheck(StoreFile.CurrentFormat));
        records.Database.Write(batch);
    }

    private void UpgradeKeys(WriteBatchHandle batch)
    {
        using FamilyWalk walk = records.Database.Walk(Family.Keys);
        for (bool found = walk.First(); found; found = walk.Next())
        {
            KeyRecord key = KeyRecordFormat.DecodeFormat1(walk.Key, records.Open(walk), projectId);
            records.Put(batch, Family.Keys, walk.Key, KeyRecordFormat.Encode(key));
        }
    }

    /// <summary>
    /// In the indexes only the keys changed: the project stands before what was there. All old keys go before the new ones come, because an
    /// alias may look like another one with the project before it.
    /// </summary>
    private void UpgradeIndex(WriteBatchHandle batch, Family family)
    {
        using FamilyWalk walk = records.Database.Walk(family);
        for (bool found = walk.First(); found; found = walk.Next())
        {
            records.Delete(batch, family, walk.Key);
        }

        for (bool found = walk.First(); found; found = walk.Next())
        {
            records.Put(batch, family, [.. _project, .. walk.Key], records.Open(walk));
        }
    }
}
