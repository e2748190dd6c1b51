using Dew.Hsm;

namespace Dew.Daemon.Hosting;

/// <summary>
/// Ends the process when too many calls hang inside the module, for systemd to start it anew. Threads that hang in foreign code cannot be
/// stopped, so the process leaves without running anybody's exit handlers.
/// </summary>
internal sealed partial class HsmWatch : BackgroundService
{
    private readonly HsmProvider _hsm;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;

    public HsmWatch(HsmProvider hsm, ILoggerFactory loggers)
    {
        _hsm = hsm;
        _loggers = loggers;
        _logger = loggers.CreateLogger<HsmWatch>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            string reason = await _hsm.Fatal.WaitAsync(stoppingToken);
            LogFatal(reason);
            _loggers.Dispose(); // writes out what is queued
            Interop.Libc._exit(ExitCodes.HsmHangs);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The HSM cannot be used by this process any more and it exits to be started anew: {Reason}")]
    private partial void LogFatal(string reason);
}
