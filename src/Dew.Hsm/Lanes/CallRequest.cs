using Dew.Core;

namespace Dew.Hsm;

/// <summary>A call off the hot path: a body to run on a lane, and a task that tells how it went.</summary>
/// <param name="body">Runs inside the module, perhaps more than once when the connection fails under it.</param>
/// <param name="discard">Cleans up what the body left when nobody waits for it any more.</param>
internal sealed class CallRequest(Func<Lane, CallResult> body, Action? discard = null) : Request
{
    private readonly TaskCompletionSource<Status> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<Status> Done => _done.Task;

    internal override bool MayRunOnSubmitter => false;

    /// <summary>Queues it; the task completes when it is done or over.</summary>
    internal async Task<Status> RunAsync(LanePool pool, RequestRegistry registry)
    {
        registry.Add(this);
        try
        {
            return pool.TrySubmit(this) ? await Done : pool.Refusal;
        }
        finally
        {
            registry.Remove(this);
        }
    }

    internal override void Capture(ref LaneJob job) => job = default;

    internal override CallResult Execute(Lane lane, ref LaneJob job) => body(lane);

    internal override void Tell(Status status, int outputLength, bool onThisThread) => _done.SetResult(status);

    internal override void CleanUpAfterLateReturn(ref LaneJob job) => discard?.Invoke();

    protected override void OnAbandonedInsideModule()
    {
    }
}
