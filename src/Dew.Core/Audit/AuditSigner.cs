using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Audit;

/// <summary>Signs how far the chain is. One call at a time.</summary>
public sealed class AuditSigner
{
    private readonly AuditTrail _trail;
    private readonly ITokenSigner _signer;
    private readonly TimeProvider _time;
    private long _signed;

    /// <summary>Goes on after the last head of the store.</summary>
    /// <param name="trail">The chain.</param>
    /// <param name="store">Where its heads are.</param>
    /// <param name="signer">Signs with dew-audit.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">The last head cannot be read.</exception>
    public AuditSigner(AuditTrail trail, IAuditStore store, ITokenSigner signer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        _trail = trail;
        _signer = signer;
        _time = time;
        _signed = store.LastAuditHead?.Sequence ?? 0;
    }

    /// <summary>The last record that a head of this store covers; 0 if there is none.</summary>
    public long SignedSequence => Interlocked.Read(ref _signed);

    /// <summary>Signs the end of the chain if it is another than the one signed last. Then all its records are on stable storage.</summary>
    /// <returns>The head; null if there is nothing new; or why it could not be signed or kept.</returns>
    public async ValueTask<Outcome<SignedAuditHead?>> SignAsync()
    {
        AuditPosition end = _trail.Position;
        if (end.Sequence == 0 || end.Sequence == SignedSequence)
        {
            return (SignedAuditHead?)null;
        }

        byte[] bytes = SignedAuditHead.BytesToSign(new AuditHead
        {
            Sequence = end.Sequence,
            Hash = end.Hash,
            TimeMs = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        Outcome<byte[]> signing = await _signer.SignAsync(TokenKey.Audit, SHA256.HashData(bytes));
        if (!signing.TryGet(out byte[]? signature, out Failure failure))
        {
            return failure;
        }

        SignedAuditHead head = SignedAuditHead.Join(bytes, signature);
        try
        {
            _trail.PutHead(new StoredAuditHead(end.Sequence, head.ToJson()));
        }
        catch (StoreException e)
        {
            return new Failure(e.Status, e.Message);
        }

        Interlocked.Exchange(ref _signed, end.Sequence);
        return head;
    }
}
