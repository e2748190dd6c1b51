using System.Collections.Concurrent;
using Dew.Core;

namespace Dew.Daemon.Identity;

/// <summary>
/// Limits of requests a second and of requests at once, for each principal and each project. Rates follow the generic cell rate algorithm:
/// one number a bucket, the time at which it would be full again.
/// </summary>
internal sealed class Throttle
{
    private readonly ThrottleOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Bucket> _principals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Bucket> _projects = new(StringComparer.Ordinal);
    private long _refused;

    internal Throttle(ThrottleOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Requests refused since the start.</summary>
    internal long Refused => Interlocked.Read(ref _refused);

    /// <summary>Lets a request in, or says why not.</summary>
    /// <param name="principalId">Who asks.</param>
    /// <param name="projectId">The project, or empty.</param>
    /// <param name="failure">Why not.</param>
    /// <returns>To be disposed when the request is answered.</returns>
    internal Lease Enter(string principalId, string projectId, out Failure? failure)
    {
        Bucket principal = _principals.GetOrAdd(principalId, static _ => new Bucket());
        if (Interlocked.Increment(ref principal.AtOnce) > _options.PrincipalRequestsAtOnce)
        {
            failure = Refuse(principal, $"has more than {_options.PrincipalRequestsAtOnce} requests at once", TimeSpan.FromSeconds(1));
            return default;
        }

        long now = _time.GetTimestamp();
        if (!Take(principal, now, _options.PrincipalRequestsPerSecond, _options.PrincipalBurst, out TimeSpan wait))
        {
            failure = Refuse(principal, $"asks more than {_options.PrincipalRequestsPerSecond} times a second", wait);
            return default;
        }

        if (projectId.Length > 0 && !Take(
            _projects.GetOrAdd(projectId, static _ => new Bucket()), now, _options.ProjectRequestsPerSecond, _options.ProjectBurst, out wait))
        {
            failure = Refuse(principal, $"is in a project that asks more than {_options.ProjectRequestsPerSecond} times a second", wait);
            return default;
        }

        failure = null;
        return new Lease(principal);
    }

    private Failure Refuse(Bucket principal, string why, TimeSpan wait)
    {
        Interlocked.Decrement(ref principal.AtOnce);
        Interlocked.Increment(ref _refused);
        int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new Failure(Status.Throttled, $"The caller {why}. Try again after {seconds} s.");
    }

    private bool Take(Bucket bucket, long now, int perSecond, int burst, out TimeSpan wait)
    {
        long interval = _time.TimestampFrequency / perSecond;
        long tolerance = interval * burst;
        while (true)
        {
            long full = Interlocked.Read(ref bucket.FullAt);
            long next = Math.Max(full, now) + interval;
            if (next - now > tolerance)
            {
                wait = _time.GetElapsedTime(now, next - tolerance);
                return false;
            }

            if (Interlocked.CompareExchange(ref bucket.FullAt, next, full) == full)
            {
                wait = TimeSpan.Zero;
                return true;
            }
        }
    }

    /// <summary>A request that was let in.</summary>
    internal readonly struct Lease : IDisposable
    {
        private readonly Bucket? _bucket;

        internal Lease(Bucket bucket) => _bucket = bucket;

        public void Dispose()
        {
            if (_bucket is not null)
            {
                Interlocked.Decrement(ref _bucket.AtOnce);
            }
        }
    }

    /// <summary>The state of one principal or project.</summary>
    internal sealed class Bucket
    {
        internal long FullAt;
        internal int AtOnce;
    }
}
