using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Core;

/// <summary>A turn to change the store, over when it is disposed. Several batches may be committed in it, one after the other.</summary>
public sealed class Change : IDisposable
{
    private readonly IStore _store;
    private readonly AuditTrail _audit;
    private readonly SemaphoreSlim _turn;
    private IStoreBatch? _batch;

    internal Change(IStore store, AuditTrail audit, SemaphoreSlim turn)
    {
        _store = store;
        _audit = audit;
        _turn = turn;
    }

    /// <summary>What is to be written by the next commit.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public IStoreBatch Batch => _batch ??= _store.Begin();

    /// <summary>Writes the batch and its record, and returns when both are on stable storage.</summary>
    /// <param name="call">Whose change it is; it is marked as recorded.</param>
    /// <param name="message">What else is worth knowing.</param>
    /// <exception cref="StoreException">Neither was written.</exception>
    public void Commit(CallContext call, string message = "")
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            _audit.Commit(Batch, call.Entry(Status.Ok, message));
            call.IsRecorded = true;
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Drops a batch that is not to be written.</summary>
    public void Forget()
    {
        _batch?.Dispose();
        _batch = null;
    }

    /// <summary>Ends the turn; a batch that was not committed is dropped.</summary>
    public void Dispose()
    {
        Forget();
        _turn.Release();
    }
}
