using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>The records of a database through their seals.</summary>
internal sealed class SealedRecords(Database database, RecordSeal seal)
{
    internal Database Database => database;

    /// <summary>The content of a record, or null.</summary>
    /// <exception cref="StoreException">It cannot be read or believed.</exception>
    internal byte[]? Find(Family family, ReadOnlySpan<byte> key) =>
        database.Get(family, key) is { } value ? seal.Open(family, key, value) : null;

    /// <summary>The content of a record that must be there.</summary>
    /// <exception cref="StoreException">It is missing, or cannot be read or believed.</exception>
    internal byte[] Get(Family family, ReadOnlySpan<byte> key) =>
        Find(family, key) ?? throw RecordName.Damaged(family, key, "it is missing.");

    /// <summary>The content of the record a walk is on.</summary>
    /// <exception cref="StoreException">It cannot be believed.</exception>
    internal byte[] Open(FamilyWalk walk) => seal.Open(walk.Family, walk.Key, walk.Value);

    internal void Put(WriteBatchHandle batch, Family family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> content) =>
        database.Put(batch, family, key, seal.Seal(family, key, content));

    /// <summary>The same without garbage, for many records.</summary>
    /// <param name="batch">What the record is added to.</param>
    /// <param name="family">Its family.</param>
    /// <param name="key">Its key.</param>
    /// <param name="content">Its content.</param>
    /// <param name="scratch">At least <see cref="RecordSeal.Overhead"/> bytes more than the content.</param>
    internal void Put(WriteBatchHandle batch, Family family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, Span<byte> scratch)
    {
        scratch = scratch[..(RecordSeal.Overhead + content.Length)];
        seal.Seal(family.NameAscii.Span, key, content, scratch);
        database.Put(batch, family, key, scratch);
    }

    internal void Delete(WriteBatchHandle batch, Family family, ReadOnlySpan<byte> key) => database.Delete(batch, family, key);
}
