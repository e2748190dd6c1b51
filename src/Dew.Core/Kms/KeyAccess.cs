namespace Dew.Core.Kms;

/// <summary>Finds the key of a request within the project of the request.</summary>
public sealed class KeyAccess
{
    private readonly KeyRing _ring;

    /// <summary>Composes the access.</summary>
    /// <param name="ring">The keys in use.</param>
    public KeyAccess(KeyRing ring) => _ring = ring;

    /// <summary>The key's metadata; null if there is no such key in the project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="keyId">The key.</param>
    /// <exception cref="Ports.StoreException">A record cannot be read or believed.</exception>
    public KeyRecord? Find(string projectId, Guid keyId) =>
        _ring.TryGet(keyId, out KeyEntry? entry) && entry.Record.ProjectId == projectId ? entry.Record : null;

    /// <summary>The key that a ciphertext under a symmetric key names in its header; null if the bytes cannot be such a ciphertext.</summary>
    /// <param name="ciphertext">The ciphertext; its header is not authenticated before it is decrypted.</param>
    public static Guid? KeyOf(ReadOnlySpan<byte> ciphertext) =>
        CiphertextHeader.TryRead(ciphertext, out CiphertextHeader header) ? header.KeyId : null;

    /// <summary>The words for a key that is not there, or not in the caller's project.</summary>
    /// <param name="keyId">The key.</param>
    public static Failure NotFound(Guid keyId) => Failures.KeyNotFound(keyId);

    /// <summary>The words for a ciphertext whose key is not there, or not in the caller's project: the same as for a damaged one.</summary>
    public static Failure CiphertextInvalid() => Failures.CiphertextInvalid();
}
