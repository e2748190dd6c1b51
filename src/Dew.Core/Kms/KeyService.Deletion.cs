using Dew.Core.Jobs;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

public sealed partial class KeyService
{
    /// <summary>Raised after a deletion was planned, so that whoever waits for due deletions looks again.</summary>
    public event Action? DeletionScheduled;

    /// <summary>When the next planned deletion is due; null if there is none.</summary>
    public DateTimeOffset? NextDeletionDue() => _store.NextJobDue();

    /// <summary>Destroys the keys whose waiting time is over: their wrapped material, their names, and what the HSM holds of them.</summary>
    /// <returns>The keys destroyed.</returns>
    public async ValueTask<IReadOnlyList<Guid>> DeleteDueAsync()
    {
        var deleted = new List<Guid>();
        await _change.WaitAsync();
        try
        {
            foreach (Job job in _store.DueJobs(_time.GetUtcNow(), limit: 100))
            {
                if (Execute(job))
                {
                    deleted.Add(job.Subject);
                }
            }
        }
        finally
        {
            _change.Release();
        }

        return deleted;
    }

    /// <summary>A job that no longer fits its key is dropped: the key's own record decides.</summary>
    private bool Execute(Job job)
    {
        KeyRecord? key = _store.FindKey(job.Subject);
        bool due = key is { State: KeyState.PendingDeletion } && key.DeletionDue == job.Due;
        using IKeyStoreBatch batch = _store.Begin();
        batch.RemoveJob(job);
        if (due)
        {
            batch.RemoveKey(key!);
        }

        batch.Commit();
        if (due)
        {
            _ring.Remove(job.Subject);
        }

        return due;
    }
}
