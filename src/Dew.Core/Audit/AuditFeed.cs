namespace Dew.Core.Audit;

/// <summary>Lets any number of readers wait for the next record.</summary>
public sealed class AuditFeed : IDisposable
{
    private readonly AuditTrail _trail;
    private TaskCompletionSource? _next;

    /// <summary>Listens to a trail until it is disposed.</summary>
    /// <param name="trail">The trail.</param>
    public AuditFeed(AuditTrail trail)
    {
        ArgumentNullException.ThrowIfNull(trail);
        _trail = trail;
        _trail.Written += Wake;
    }

    /// <summary>Waits until there is a record after another.</summary>
    /// <param name="after">The sequence of the other one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task WaitAsync(long after, CancellationToken cancellation)
    {
        while (_trail.Position.Sequence <= after)
        {
            // First get in line, then look again: whoever wrote in between may have woken those before.
            TaskCompletionSource waiting = InLine();
            if (_trail.Position.Sequence <= after)
            {
                await waiting.Task.WaitAsync(cancellation);
            }
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _trail.Written -= Wake;

    private TaskCompletionSource InLine()
    {
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh;
    }

    private void Wake() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}
