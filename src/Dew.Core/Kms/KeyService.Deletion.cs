using System.Runtime.ExceptionServices;
using Dew.Core.Audit;
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
    /// <returns>The keys destroyed; when more are due than one turn takes, <see cref="NextDeletionDue"/> is still in the past.</returns>
    /// <exception cref="StoreException">
    /// No key could be destroyed. Trouble with one key does not keep others alive: it is thrown by the turn in which nothing else is left to do.
    /// </exception>
    public async ValueTask<IReadOnlyList<Guid>> DeleteDueAsync()
    {
        var deleted = new List<Guid>();
        StoreException? trouble = null;
        using (Change change = await _changes.BeginAsync())
        {
            foreach (Job job in _store.DueJobs(_time.GetUtcNow(), limit: 100))
            {
                try
                {
                    if (Execute(change, job))
                    {
                        deleted.Add(job.Subject);
                    }
                }
                catch (StoreException e)
                {
                    trouble ??= e;
                }
            }
        }

        if (deleted.Count == 0 && trouble is not null)
        {
            ExceptionDispatchInfo.Throw(trouble);
        }

        return deleted;
    }

    /// <summary>A job that no longer fits its key is dropped: the key's own record decides.</summary>
    private bool Execute(Change change, Job job)
    {
        KeyRecord? key = _store.FindKey(job.Subject);
        bool due = key is { State: KeyState.PendingDeletion } && key.DeletionDue == job.Due;
        CallContext call = CallContext.OfSystem(due ? Traces.DeleteKey : Traces.Kms("dropObsoleteDeletion"), key?.ProjectId ?? "");
        call.ResourceId = job.Subject.ToString();
        try
        {
            change.Batch.RemoveJob(job);
            if (due)
            {
                Name(call, key!);
                change.Batch.RemoveKey(key!);
            }

            change.Commit(call);
        }
        finally
        {
            change.Forget();
        }

        if (due)
        {
            _ring.Remove(job.Subject);
        }

        return due;
    }
}
