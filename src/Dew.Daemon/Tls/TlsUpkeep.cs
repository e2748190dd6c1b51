using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Daemon.Tls;

/// <summary>Renews the listener's certificate in time and closes connections whose client's certificate has expired.</summary>
internal sealed partial class TlsUpkeep : BackgroundService
{
    private readonly ListenerCertificate _certificate;
    private readonly ConnectionRegistry _connections;
    private readonly TlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal TlsUpkeep(ListenerCertificate certificate, ConnectionRegistry connections, TlsOptions options, TimeProvider time, ILogger logger)
    {
        _certificate = certificate;
        _connections = connections;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>The clock may be set, so what is due is looked at again and again instead of once at the computed time.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.UpkeepInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                _connections.AbortExpired(_time.GetUtcNow());
                await RenewAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon stops.
        }
    }

    private async ValueTask RenewAsync()
    {
        try
        {
            Outcome<bool> renewal = await _certificate.RenewIfDueAsync();
            if (!renewal.IsOk)
            {
                LogNotRenewed(null, renewal.Message);
            }
        }
        catch (StoreException e)
        {
            LogNotRenewed(e, "the store failed");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The certificate of the TLS listener could not be renewed, the present one stays in use: {Reason}")]
    private partial void LogNotRenewed(Exception? exception, string reason);
}
