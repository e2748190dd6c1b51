using System.Globalization;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Daemon.Audit;

/// <summary>
/// Removes old records from the store once they are exported. First the chain says so, durably and signed; then they go. What is left begins with a
/// record that has a head of its own, so it can be verified without the ones before.
/// </summary>
internal sealed class AuditRetention
{
    private const int PageSize = 1000;

    private readonly AuditTrail _trail;
    private readonly IAuditStore _store;
    private readonly AuditSigner _signer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _age;

    internal AuditRetention(AuditTrail trail, IAuditStore store, AuditSigner signer, AuditOptions options, TimeProvider time)
    {
        _trail = trail;
        _store = store;
        _signer = signer;
        _time = time;
        _age = TimeSpan.FromDays(options.RetentionDays);
    }

    /// <summary>Removes what is old enough.</summary>
    /// <param name="exported">The last record that is exported and on stable storage.</param>
    /// <returns>How many records were removed, or why they could not be.</returns>
    internal async ValueTask<Outcome<long>> RetireAsync(long exported)
    {
        try
        {
            long beforeMs = (_time.GetUtcNow() - _age).ToUnixTimeMilliseconds();
            (long first, long last) = new AuditQuery(_store).Range(null, beforeMs);
            long kept = LastHead(first, Math.Min(last, exported));
            return kept <= first ? 0 : await RetireAsync(first, kept);
        }
        catch (StoreException e)
        {
            return new Failure(e.Status, e.Message);
        }
    }

    private async ValueTask<Outcome<long>> RetireAsync(long first, long kept)
    {
        AuditEntry entry = CallContext.OfSystem(Traces.RetireAudit).Entry(
            Status.Ok, $"Records {first} to {kept - 1} are exported, older than {_age.TotalDays} days, and removed from the store.") with
        {
            ResourceId = kept.ToString(CultureInfo.InvariantCulture),
        };
        if (!await _trail.AppendAsync(entry))
        {
            return new Failure(Status.StoreUnwritable, "The record of the removal cannot be written.");
        }

        if (!(await _signer.SignAsync()).TryGet(out _, out Failure failure))
        {
            return failure;
        }

        _trail.RemoveBefore(kept);
        return kept - first;
    }

    /// <summary>The last record in a range that a head names; 0 if there is none.</summary>
    private long LastHead(long first, long last)
    {
        long found = 0;
        while (first > 0 && first <= last)
        {
            IReadOnlyList<StoredAuditHead> heads = _store.ReadAuditHeads(first, last, PageSize);
            if (heads.Count == 0)
            {
                break;
            }

            found = heads[^1].Sequence;
            first = found + 1;
        }

        return found;
    }
}
