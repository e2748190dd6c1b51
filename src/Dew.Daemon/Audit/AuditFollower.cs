using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Daemon.Audit;

/// <summary>Waits with those who follow the audit trail, until there is something for them, their time is over, or the daemon stops.</summary>
internal sealed class AuditFollower : IDisposable
{
    private readonly AuditQuery _query;
    private readonly AuditTrail _trail;
    private readonly AuditFeed _feed;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;

    public AuditFollower(IAuditStore store, AuditTrail trail, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        _query = new AuditQuery(store);
        _trail = trail;
        _feed = new AuditFeed(trail);
        _time = time;
        _stopping = lifetime.ApplicationStopping;
    }

    /// <summary>The records after one. None if there were none in time; the marker says where to go on.</summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    internal async ValueTask<AuditRows> FollowAsync(AuditFilter filter, int limit, long after, TimeSpan wait, CancellationToken aborted)
    {
        using var timeout = new CancellationTokenSource(wait, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, aborted, _stopping);
        int unreadable = 0;
        while (true)
        {
            AuditRows rows = _query.Following(filter, limit, after);
            unreadable += rows.Unreadable;
            after = rows.Marker ?? after;
            if (rows.Rows.Count > 0 || over.IsCancellationRequested || wait == TimeSpan.Zero)
            {
                aborted.ThrowIfCancellationRequested();
                return rows with { Unreadable = unreadable };
            }

            try
            {
                await _feed.WaitAsync(Math.Max(after, 0), over.Token);
            }
            catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
            {
                return rows with { Unreadable = unreadable };
            }
        }
    }

    public void Dispose() => _feed.Dispose();
}
