using static Dew.Storage.Interop.RocksDb;

namespace Dew.Storage;

/// <summary>A walk over the records of one family, in the order of their keys. For one thread.</summary>
internal sealed class FamilyWalk(Family family, IteratorHandle iterator) : IDisposable
{
    /// <summary>The family walked over.</summary>
    internal Family Family => family;

    /// <summary>The record's key; holds until the walk moves.</summary>
    internal ReadOnlySpan<byte> Key => Key(iterator);

    /// <summary>The record's value as it lies in the database; holds until the walk moves.</summary>
    internal ReadOnlySpan<byte> Value => Value(iterator);

    /// <summary>Goes to the first record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="Core.Ports.StoreException">The family cannot be read.</exception>
    internal bool First()
    {
        rocksdb_iter_seek_to_first(iterator);
        return IsOnRecord();
    }

    /// <summary>Goes to the last record, without reading those before it.</summary>
    /// <inheritdoc cref="First"/>
    internal bool Last()
    {
        rocksdb_iter_seek_to_last(iterator);
        return IsOnRecord();
    }

    /// <summary>Goes to the first record whose key is not below <paramref name="key"/>.</summary>
    /// <inheritdoc cref="First"/>
    internal bool Seek(ReadOnlySpan<byte> key)
    {
        Interop.RocksDb.Seek(iterator, key);
        return IsOnRecord();
    }

    /// <summary>Goes to the record with this key.</summary>
    /// <inheritdoc cref="First"/>
    internal bool Find(ReadOnlySpan<byte> key) => Seek(key) && Key.SequenceEqual(key);

    /// <summary>Goes on to the next record.</summary>
    /// <inheritdoc cref="First"/>
    internal bool Next()
    {
        rocksdb_iter_next(iterator);
        return IsOnRecord();
    }

    public void Dispose() => iterator.Dispose();

    private bool IsOnRecord()
    {
        if (rocksdb_iter_valid(iterator) != 0)
        {
            return true;
        }

        try
        {
            ThrowIfStoppedByError(iterator);
            return false;
        }
        catch (RocksDbException refused)
        {
            throw Database.Unreadable($"The records of {family.Name}", refused);
        }
    }
}
