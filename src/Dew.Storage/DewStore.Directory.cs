using System.Text;
using Dew.Core.Ports;

namespace Dew.Storage;

public sealed partial class DewStore
{
    /// <inheritdoc/>
    public IReadOnlyList<DirectoryEntry> ReadEntries(EntryKind kind)
    {
        ThrowIfDisposed();
        var entries = new List<DirectoryEntry>();
        ReadOnlySpan<byte> prefix = [(byte)kind];
        using FamilyWalk walk = _records.Database.Walk(Family.Directory);
        for (bool found = walk.Seek(prefix); found && walk.Key.StartsWith(prefix); found = walk.Next())
        {
            byte[] content = _records.Open(walk);
            entries.Add(new DirectoryEntry(kind, RecordKeys.ToEntryId(walk.Key), content));
        }

        return entries;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The kind is not assigned, or no entry can have this id.</exception>
    public DirectoryEntry? FindEntry(EntryKind kind, string id)
    {
        ThrowIfDisposed();
        return _records.Find(Family.Directory, RecordKeys.OfEntry(kind, id)) is { } content ? new DirectoryEntry(kind, id, content) : null;
    }

    /// <inheritdoc/>
    public byte[] SealValue(string purpose, ReadOnlySpan<byte> content)
    {
        ThrowIfDisposed();
        return _seal.Seal(RecordSeal.ValuesName, PurposeKey(purpose), content);
    }

    /// <inheritdoc/>
    public byte[]? OpenValue(string purpose, ReadOnlySpan<byte> sealedValue)
    {
        ThrowIfDisposed();
        return _seal.TryOpen(RecordSeal.ValuesName, PurposeKey(purpose), sealedValue);
    }

    private static byte[] PurposeKey(string purpose) =>
        Ascii.IsValid(purpose) ? Encoding.ASCII.GetBytes(purpose) : throw new ArgumentException("A purpose is ASCII.", nameof(purpose));
}
