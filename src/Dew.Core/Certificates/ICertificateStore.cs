namespace Dew.Core.Certificates;

/// <summary>Where the records of issued certificates are kept. Reads may run on any thread at any time and see committed changes only.</summary>
/// <remarks>Every member throws <see cref="Ports.StoreException"/> when a record cannot be believed or the store cannot be read or written.</remarks>
public interface ICertificateStore
{
    /// <summary>A record, or null.</summary>
    /// <param name="serial">Its serial, 32 lower-case hexadecimal digits; anything else finds nothing.</param>
    CertificateRecord? Find(string serial);

    /// <summary>All records, ordered by serial.</summary>
    IReadOnlyList<CertificateRecord> List();

    /// <summary>Adds a record, on stable storage together with the audit record of the call.</summary>
    /// <param name="call">Whose change it is.</param>
    /// <param name="record">The record; its serial must be new.</param>
    ValueTask AddAsync(CallContext call, CertificateRecord record);

    /// <summary>Changes a record. Nothing else changes it between reading and writing.</summary>
    /// <param name="call">Whose change it is.</param>
    /// <param name="serial">The record.</param>
    /// <param name="change">Makes the new record of the present one, or refuses.</param>
    /// <returns>The new record; the refusal; or <see cref="Status.CertificateNotFound"/>.</returns>
    ValueTask<Outcome<CertificateRecord>> UpdateAsync(CallContext call, string serial, Func<CertificateRecord, Outcome<CertificateRecord>> change);
}
