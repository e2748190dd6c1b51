namespace Dew.Hsm;

/// <summary>Every request that may be under way, for the watchdog to look over.</summary>
internal sealed class RequestRegistry
{
    private readonly Lock _gate = new();
    private readonly List<Request> _requests = [];

    internal void Add(Request request)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }
    }

    internal void Remove(Request request)
    {
        lock (_gate)
        {
            _requests.Remove(request);
        }
    }

    /// <summary>Tells the owners of overdue requests.</summary>
    internal void ExpireOverdue(long now)
    {
        lock (_gate)
        {
            foreach (Request request in _requests)
            {
                request.ExpireIfOverdue(now);
            }
        }
    }
}
