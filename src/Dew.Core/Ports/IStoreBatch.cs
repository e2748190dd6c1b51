using Dew.Core.Jobs;
using Dew.Core.Kms;

namespace Dew.Core.Ports;

/// <summary>A change of the store, written whole or not at all. The store keeps its indexes in the same write.</summary>
public interface IStoreBatch : IDisposable
{
    /// <summary>The next free place in the order of creation, taken when the batch is committed.</summary>
    long NextSequence();

    /// <summary>Adds a key with its first version.</summary>
    /// <param name="key">The metadata; its id, its sequence, and its alias in its project must be new.</param>
    /// <param name="version">The material.</param>
    void AddKey(KeyRecord key, KeyVersionRecord version);

    /// <summary>Replaces a key's metadata.</summary>
    /// <param name="before">As stored now.</param>
    /// <param name="after">As it shall be; same id, sequence and project.</param>
    void UpdateKey(KeyRecord before, KeyRecord after);

    /// <summary>
    /// Destroys a key with all its versions. Once the committed batch is disposed the wrapped material is also gone from the files of the store,
    /// which may take as long as the files take to be rewritten.
    /// </summary>
    /// <param name="key">As stored now.</param>
    void RemoveKey(KeyRecord key);

    /// <summary>Remembers a job.</summary>
    /// <param name="job">The job.</param>
    void AddJob(Job job);

    /// <summary>Forgets a job.</summary>
    /// <param name="job">The job as it was added.</param>
    void RemoveJob(Job job);

    /// <summary>Writes an entry of the directory, in place of one with the same kind and id.</summary>
    /// <param name="entry">The entry.</param>
    void PutEntry(in DirectoryEntry entry);

    /// <summary>Removes an entry of the directory; nothing happens if there is none.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">Its id.</param>
    void RemoveEntry(EntryKind kind, string id);

    /// <summary>Adds the audit record of this change.</summary>
    /// <param name="record">The record; its sequence follows the last one written.</param>
    void AddAuditRecord(in StoredAuditRecord record);

    /// <summary>Writes the change and returns when it is on stable storage.</summary>
    void Commit();
}
