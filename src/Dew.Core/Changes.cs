using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Core;

/// <summary>Changes of the store, one after the other, each with its audit record in the same write and durable before it is answered.</summary>
public sealed class Changes : IDisposable
{
    private readonly IStore _store;
    private readonly AuditTrail _audit;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _disposed;

    /// <summary>Composes the changes.</summary>
    /// <param name="store">What is changed.</param>
    /// <param name="audit">What is told of every change.</param>
    public Changes(IStore store, AuditTrail audit)
    {
        _store = store;
        _audit = audit;
    }

    /// <summary>Waits for one's turn. What is read from the store during it stays as it is until the turn is over.</summary>
    /// <exception cref="ObjectDisposedException">The appliance no longer accepts changes.</exception>
    public async ValueTask<Change> BeginAsync()
    {
        await _turn.WaitAsync();
        if (_disposed)
        {
            _turn.Release();
            throw new ObjectDisposedException(nameof(Changes));
        }

        return new Change(_store, _audit, _turn);
    }

    /// <summary>Stops accepting changes. One that is being made is finished; those that wait for it are refused.</summary>
    /// <remarks>The semaphore is left alone: disposed, it would fail the one change and never wake the others. It holds nothing native.</remarks>
    public void Dispose() => _disposed = true;
}
