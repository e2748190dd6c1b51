using System.Security.Cryptography;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Daemon.Audit;

/// <summary>
/// Everything about the audit trail that no request waits for: comparing with the anchor at the start, records that could not be written, journald, heads, the anchor, the export, retention; and a last head when the daemon stops.
/// </summary>
/// <remarks>Register it before every service that records something: those stop first, so the last head covers all of them.</remarks>
internal sealed partial class AuditWorker : BackgroundService
{
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pauseOfExport = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pauseOfRetention = TimeSpan.FromHours(1);

    private readonly AuditTrail _trail;
    private readonly IAuditStore _store;
    private readonly ITokenSigner _token;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditWorker> _logger;
    private readonly AuditAnchorFile _anchor;
    private readonly AuditSigner _signer;
    private readonly AuditExporter _exporter;
    private readonly AuditRetention _retention;
    private readonly JournalFeed? _journal;
    private readonly TimeSpan _signEvery;
    private readonly AuditAlarms _alarms;
    private SignedAuditHead? _unanchored;
    private DateTimeOffset _nextHead;
    private DateTimeOffset _nextExport;
    private DateTimeOffset _nextRetention;

    /// <exception cref="StoreException">The last head cannot be read.</exception>
    public AuditWorker(
        AuditTrail trail, IAuditStore store, ITokenSigner token, AuditOptions options, TimeProvider time, ILogger<AuditWorker> logger)
    {
        _trail = trail;
        _store = store;
        _token = token;
        _time = time;
        _logger = logger;
        _anchor = new AuditAnchorFile(options.AnchorFile);
        _signer = new AuditSigner(trail, store, token, time);
        _exporter = new AuditExporter(store, options, time);
        _retention = new AuditRetention(trail, store, _signer, options, time);
        _journal = options.JournalSocket is { } socket ? new JournalFeed(store, new JournalSink(socket), trail.Position.Sequence) : null;
        _signEvery = TimeSpan.FromSeconds(options.SignSeconds);
        _alarms = new AuditAlarms(logger);
    }

    /// <summary>The last record that a head covers.</summary>
    internal long SignedSequence => _signer.SignedSequence;

    /// <summary>The last record that is exported and on stable storage.</summary>
    internal long ExportedSequence => _exporter.DurableSequence;

    /// <summary>What does not work as it should, in a few words each; empty when all is well.</summary>
    internal IReadOnlyList<string> Degradations() => _alarms.Current;

    /// <summary>The head that is kept apart from the store.</summary>
    internal Outcome<SignedAuditHead?> ReadAnchor() => _anchor.Read();

    /// <summary>The public half of dew-audit, or why there is none.</summary>
    internal Outcome<ECDsa> PublicKey()
    {
        ReadOnlyMemory<byte> encoded = _token.PublicKey(TokenKey.Audit);
        if (encoded.IsEmpty)
        {
            return new Failure(Status.HsmFailed, "The HSM has no key to sign the audit trail with.");
        }

        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(encoded.Span, out _);
        return key;
    }

    /// <summary>Compares before anything is served, so that what does not fit is recorded first.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CompareAsync();
        if (_signer.SignedSequence == 0 && _trail.Position.Sequence > 0)
        {
            // From its first moment on a head vouches for what was recorded when the appliance was made.
            await SignAsync();
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Not at the end of <see cref="ExecuteAsync"/>, which never begins if the daemon stops at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await EndAsync();
    }

    public override void Dispose()
    {
        _journal?.Dispose();
        _exporter.Dispose();
        base.Dispose();
    }

    /// <summary>Does what is due.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            if (_trail.Health is not { Behind: 0, Lost: 0 })
            {
                _trail.TryWriteBacklog();
            }

            _alarms.Set(AuditAlarm.Journal, _journal?.Tell());
            DateTimeOffset now = _time.GetUtcNow();
            if (IsDue(ref _nextHead, now, _signEvery))
            {
                await SignAsync();
            }

            // One that works is tried at every round: mostly there is nothing to do.
            if (_exporter.Error is null || IsDue(ref _nextExport, now, s_pauseOfExport))
            {
                _exporter.Export(cancellation);
                _alarms.Set(AuditAlarm.Export, _exporter.Error);
            }

            if (IsDue(ref _nextRetention, now, s_pauseOfRetention))
            {
                await RetireAsync();
            }

            _alarms.Set(AuditAlarm.Worker, null);
        }
        catch (Exception e)
        {
            // Whatever it is, the next round is tried: an audit that silently stopped would be worse.
            _alarms.Set(AuditAlarm.Worker, e.Message);
            LogDefect(e);
        }
    }

    /// <summary>Writes what can be written, and signs the end.</summary>
    internal async Task EndAsync()
    {
        _trail.TryWriteBacklog();
        _journal?.Tell();
        await SignAsync();
        _exporter.Export(CancellationToken.None);
        if (_trail.Health is { Behind: var behind, Lost: var lost } && (behind > 0 || lost > 0))
        {
            LogLost(behind + lost);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_round, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon stops.
        }
    }

    private static bool IsDue(ref DateTimeOffset next, DateTimeOffset now, TimeSpan every)
    {
        // The clock may have been set back; nobody waits longer than the interval.
        if (now < next && next - now <= every)
        {
            return false;
        }

        next = now + every;
        return true;
    }

    private async ValueTask CompareAsync()
    {
        if (!PublicKey().TryGet(out ECDsa? key, out Failure failure))
        {
            _alarms.Set(AuditAlarm.Head, failure.Message);
            return;
        }

        using (key)
        {
            Outcome<SignedAuditHead?> kept = _anchor.Read();
            if (AuditAnchorCheck.Examine(_store, kept, key) is { } mismatch)
            {
                _alarms.Set(AuditAlarm.Mismatch, mismatch);
                await _trail.AppendAsync(CallContext.OfSystem(Traces.AuditMismatch).Entry(Status.StoreDamaged, mismatch) with
                {
                    Request = kept.TryGet(out SignedAuditHead? head, out _) && head is not null ? System.Text.Encoding.UTF8.GetString(head.ToJson()) : "",
                });
            }
        }
    }

    private async ValueTask SignAsync()
    {
        Outcome<SignedAuditHead?> signing = await _signer.SignAsync();
        if (signing.TryGet(out SignedAuditHead? head, out Failure failure))
        {
            _alarms.Set(AuditAlarm.Head, null);
            _unanchored = head ?? _unanchored;
        }
        else
        {
            _alarms.Set(AuditAlarm.Head, failure.Message);
        }

        if (_unanchored is { } missing)
        {
            Failure? failed = _anchor.Write(missing);
            _alarms.Set(AuditAlarm.Anchor, failed?.Message);
            _unanchored = failed is null ? null : missing;
        }
    }

    private async ValueTask RetireAsync()
    {
        Outcome<long> retiring = await _retention.RetireAsync(_exporter.DurableSequence);
        _alarms.Set(AuditAlarm.Retention, retiring.IsOk ? null : retiring.Message);
        if (retiring.TryGet(out long removed, out _) && removed > 0)
        {
            LogRetired(removed);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} old audit records were removed from the store; they are exported.")]
    private partial void LogRetired(long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The upkeep of the audit trail has a defect; it goes on.")]
    private partial void LogDefect(Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Count} operations that were answered are not in the audit trail: to the end nothing could be written.")]
    private partial void LogLost(long count);
}
