using Dew.Core;
using Dew.Core.Audit;
using Dew.Daemon.Identity;

namespace Dew.Daemon.Hosting;

/// <summary>Writes the records of start and stop, and those of joined refusals when their second is over.</summary>
internal sealed class RefusalWorker : BackgroundService
{
    private readonly RefusalLog _refusals;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    public RefusalWorker(RefusalLog refusals, AuditTrail audit, TimeProvider time)
    {
        _refusals = refusals;
        _audit = audit;
        _time = time;
    }

    /// <summary>Before anything is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await _audit.AppendAsync(CallContext.OfSystem(Traces.Start).Entry(Status.Ok, DaemonVersion.Text));
        await base.StartAsync(cancellationToken);
    }

    /// <summary>After everything was served.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(_refusals.Collect(all: true));
        await _audit.AppendAsync(CallContext.OfSystem(Traces.Stop).Entry(Status.Ok));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(_refusals.Collect());
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon stops.
        }
    }

    private async Task WriteAsync(IReadOnlyList<AuditEntry> entries)
    {
        foreach (AuditEntry entry in entries)
        {
            await _audit.AppendAsync(entry);
        }
    }
}
