using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Daemon.Hosting;

/// <summary>Carries out planned deletions when they are due, also those that became due while the daemon was down.</summary>
internal sealed partial class DeletionWorker : BackgroundService
{
    /// <summary>The clock may be set, so nobody sleeps longer than this.</summary>
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_pauseAfterTrouble = TimeSpan.FromSeconds(30);

    private readonly KeyService _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<DeletionWorker> _logger;
    private readonly SemaphoreSlim _scheduled = new(0);

    public DeletionWorker(KeyService keys, TimeProvider time, ILogger<DeletionWorker> logger)
    {
        _keys = keys;
        _time = time;
        _logger = logger;
    }

    public override void Dispose()
    {
        _scheduled.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Wake() => _scheduled.Release();
        _keys.DeletionScheduled += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                TimeSpan sleep = await DeleteDueAsync();
                using var cancellation = new CancellationTokenSource(sleep, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token, stoppingToken);
                try
                {
                    await _scheduled.WaitAsync(either.Token);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                    // The time has come.
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon stops.
        }
        finally
        {
            _keys.DeletionScheduled -= Wake;
        }
    }

    /// <summary>Deletes what is due.</summary>
    /// <returns>How long to sleep.</returns>
    private async ValueTask<TimeSpan> DeleteDueAsync()
    {
        try
        {
            IReadOnlyList<Guid> deleted;
            do
            {
                deleted = await _keys.DeleteDueAsync();
                foreach (Guid keyId in deleted)
                {
                    LogDeleted(keyId);
                }
            }
            while (deleted.Count > 0);

            TimeSpan untilDue = _keys.NextDeletionDue() - _time.GetUtcNow() ?? s_longestSleep;
            return untilDue < TimeSpan.Zero ? TimeSpan.Zero : untilDue < s_longestSleep ? untilDue : s_longestSleep;
        }
        catch (StoreException e)
        {
            LogTrouble(e, s_pauseAfterTrouble.TotalSeconds);
            return s_pauseAfterTrouble;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Key {KeyId} is destroyed: its waiting time is over.")]
    private partial void LogDeleted(Guid keyId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Planned deletions cannot be carried out; next try in {Seconds} s.")]
    private partial void LogTrouble(Exception exception, double seconds);
}
