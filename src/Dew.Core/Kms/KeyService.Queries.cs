namespace Dew.Core.Kms;

public sealed partial class KeyService
{
    /// <summary>Keys of one page at most.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>A key's metadata, whatever its state.</summary>
    /// <param name="keyId">The key.</param>
    public Outcome<KeyRecord> Describe(Guid keyId) =>
        _ring.TryGet(keyId, out KeyEntry? entry) ? entry.Record : Failures.KeyNotFound(keyId);

    /// <summary>A page of keys in the order of creation.</summary>
    /// <param name="filter">Which keys.</param>
    /// <param name="offset">Matching keys to pass over, 0 or more.</param>
    /// <param name="limit">Keys to return at most, 1..<see cref="MaxPageSize"/>.</param>
    public Outcome<KeyPage> List(in KeyFilter filter, long offset, int limit)
    {
        if (limit is < 1 or > MaxPageSize)
        {
            return new Failure(Status.LimitInvalid, $"limit must be a whole number from 1 to {MaxPageSize}.");
        }

        return offset < 0
            ? new Failure(Status.MarkerInvalid, "marker must be 0 or more.")
            : _store.List(filter, offset, limit);
    }

    /// <summary>The public key of an asymmetric key as PEM (BEGIN PUBLIC KEY).</summary>
    /// <param name="keyId">The key; enabled.</param>
    public Outcome<string> GetPublicKey(Guid keyId)
    {
        if (!_ring.TryGet(keyId, out KeyEntry? entry))
        {
            return Failures.KeyNotFound(keyId);
        }

        if (Failures.CheckEnabled(entry.Record) is { } unusable)
        {
            return unusable;
        }

        return entry.Record.Spec.Family() switch
        {
            KeyFamily.Rsa or KeyFamily.EllipticCurve => entry.PublicKey.ToPem(),
            KeyFamily.Hmac => Failures.HmacUnsupported(),
            _ => new Failure(Status.SymmetricUnsupported, "A symmetric key has no public key."),
        };
    }
}
