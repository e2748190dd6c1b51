using Dew.Core.Ports;

namespace Dew.Core.Certificates;

/// <summary>Certificates as entries of the directory's store, each change with its audit record in the same write.</summary>
public sealed class DirectoryCertificateStore : ICertificateStore
{
    private const int SerialLength = 32;

    private readonly IDirectoryStore _store;
    private readonly Changes _changes;

    /// <summary>Composes the store.</summary>
    /// <param name="store">Where entries are kept.</param>
    /// <param name="changes">What writes them.</param>
    public DirectoryCertificateStore(IDirectoryStore store, Changes changes)
    {
        _store = store;
        _changes = changes;
    }

    /// <inheritdoc/>
    public CertificateRecord? Find(string serial)
    {
        ArgumentNullException.ThrowIfNull(serial);
        return serial.Length == SerialLength && serial.All(char.IsAsciiHexDigitLower) && _store.FindEntry(EntryKind.Certificate, serial) is { } entry
            ? Decode(entry)
            : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<CertificateRecord> List() => [.. _store.ReadEntries(EntryKind.Certificate).Select(Decode)];

    /// <inheritdoc/>
    public async ValueTask AddAsync(CallContext call, CertificateRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using Change change = await _changes.BeginAsync();
        if (Find(record.Serial) is not null)
        {
            throw new ArgumentException($"There is a certificate {record.Serial} already.", nameof(record));
        }

        Write(change, call, record);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<CertificateRecord>> UpdateAsync(
        CallContext call, string serial, Func<CertificateRecord, Outcome<CertificateRecord>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        using Change turn = await _changes.BeginAsync();
        if (Find(serial) is not { } present)
        {
            return new Failure(Status.CertificateNotFound, "There is no such certificate.");
        }

        Outcome<CertificateRecord> changed = change(present);
        if (changed.TryGet(out CertificateRecord? record, out _))
        {
            Write(turn, call, record);
        }

        return changed;
    }

    private static void Write(Change change, CallContext call, CertificateRecord record)
    {
        change.Batch.PutEntry(new DirectoryEntry(EntryKind.Certificate, record.Serial, CertificateFormat.Encode(record)));
        change.Commit(call);
    }

    private static CertificateRecord Decode(DirectoryEntry entry) =>
        CertificateFormat.Decode(entry.Content.Span) is { } record && record.Serial == entry.Id
            ? record
            : throw new StoreException(Status.StoreDamaged, $"The record of certificate {entry.Id} is damaged.");
}
