namespace Dew.Storage;

public sealed partial class DewStore
{
    /// <summary>
    /// Reads and unseals every record and compares the indexes and counters with the keys, both ways. Reads and writes go on meanwhile and
    /// do not disturb the result; only a removal of a key waits with its erasure until the check is through.
    /// </summary>
    /// <param name="maxFindings">How many findings to return at most; all are counted.</param>
    /// <param name="cancellationToken">Ends the check early.</param>
    /// <exception cref="Core.Ports.StoreException">The files cannot be read at all.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public StoreCheckReport Check(int maxFindings = 100, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(maxFindings);
        lock (_materialGate)
        {
            using var checker = new StoreChecker(_records, maxFindings, cancellationToken);
            return checker.Run();
        }
    }
}
