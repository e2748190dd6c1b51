namespace Dew.Core.Ports;

/// <summary>Where <see cref="DirectoryEntry">entries</see> are kept, and what seals values that leave the appliance to come back.</summary>
/// <remarks>Every member throws <see cref="StoreException"/> when a record cannot be believed or the store cannot be read.</remarks>
public interface IDirectoryStore
{
    /// <summary>All entries of a kind, ordered by id.</summary>
    /// <param name="kind">The kind.</param>
    IReadOnlyList<DirectoryEntry> ReadEntries(EntryKind kind);

    /// <summary>One entry, or null.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">Its id.</param>
    DirectoryEntry? FindEntry(EntryKind kind, string id);

    /// <summary>Seals a value that is handed out, such as the security token of temporary credentials, so that only this appliance can open it and nobody can make one.</summary>
    /// <param name="purpose">What it is, ASCII; opening must name the same.</param>
    /// <param name="content">The value. Not retained.</param>
    byte[] SealValue(string purpose, ReadOnlySpan<byte> content);

    /// <summary>Reverses <see cref="SealValue"/>.</summary>
    /// <param name="purpose">What it is.</param>
    /// <param name="sealedValue">What <see cref="SealValue"/> gave, or anything else.</param>
    /// <returns>The value, or null if it was not sealed here for this purpose.</returns>
    byte[]? OpenValue(string purpose, ReadOnlySpan<byte> sealedValue);
}
