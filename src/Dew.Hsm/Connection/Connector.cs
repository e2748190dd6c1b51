using Dew.SecureMemory;
using Microsoft.Extensions.Logging;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>
/// Keeps the connection: makes it, and when lanes report its loss makes it anew, once for all of them, on a thread of its own with back-off.
/// </summary>
internal sealed unsafe partial class Connector
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    /// <summary>A connection that was lost sooner than this counts as another failed attempt.</summary>
    private static readonly TimeSpan s_stable = TimeSpan.FromSeconds(1);

    /// <summary>From this attempt on the module is finalised and initialised again, if nothing of ours is inside.</summary>
    private const int HardFrom = 2;

    private readonly object _gate = new();
    private readonly Pkcs11Module _module;
    private readonly HsmOptions _options;
    private readonly LockedPages _userPin;
    private readonly KeyCache _keys;
    private readonly ILogger _logger;
    private volatile Connection? _current;
    private volatile bool _stopped;
    private volatile bool _released;
    private volatile string _lastError = "";
    private volatile Connection? _latest;
    private Connection? _lost;
    private HsmProfile? _profile;
    private CallWindow _window = new();
    private Thread? _thread;
    private Exception? _firstFailure;
    private int _attempt;
    private int _initialisations;
    private int _lostCallsInside;
    private uint _epoch;
    private long _connectedAt;
    private long _reconnects;

    internal Connector(Pkcs11Module module, HsmOptions options, LockedPages userPin, KeyCache keys, ILogger logger)
    {
        _module = module;
        _options = options;
        _userPin = userPin;
        _keys = keys;
        _logger = logger;
        _profile = options.KnownProfile;
    }

    /// <summary>The connection, null while there is none.</summary>
    internal Connection? Current => _current;

    /// <summary>The connection, or the last one while there is none; set once there was one.</summary>
    internal Connection Latest => _latest!;

    internal bool IsStopped => _stopped;

    internal long Reconnects => Volatile.Read(ref _reconnects);

    internal string LastError => _lastError;

    /// <summary>What the module can do; set once there was a connection.</summary>
    internal HsmProfile Profile => _profile!;

    /// <summary>The lanes, which are made after the first connection.</summary>
    internal IReadOnlyList<LanePool> Pools { get; set; } = [];

    /// <summary>Told why connecting again is pointless.</summary>
    internal Action<string> OnHopeless { get; set; } = static _ => { };

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="HsmException">In words: no such token, wrong PIN, no dew-root, no answer.</exception>
    internal void ConnectFirst()
    {
        StartThread();
        lock (_gate)
        {
            long patience = Environment.TickCount64 + (long)_options.GenerateDeadline.TotalMilliseconds;
            while (_current is null && _firstFailure is null)
            {
                int left = (int)Math.Min(int.MaxValue, patience - Environment.TickCount64);
                if (left <= 0 || !Monitor.Wait(_gate, left))
                {
                    break;
                }
            }
        }

        if (_firstFailure is { } failure)
        {
            throw failure as HsmException ?? new HsmException($"Connecting to the token '{_options.TokenLabel}' failed: {failure.Message}", failure);
        }

        if (_current is null)
        {
            throw new HsmException($"The module {_options.ModulePath} did not answer within {_options.GenerateDeadline.TotalSeconds:0} s.");
        }
    }

    /// <summary>By a lane whose call failed. The first report of a connection ends it; later ones find it ended.</summary>
    /// <returns>Whether this was the first.</returns>
    internal bool ReportLoss(Connection connection, nuint rv)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_current, connection))
            {
                return false;
            }

            if (_options.TimeProvider.GetElapsedTime(_connectedAt) >= s_stable)
            {
                _attempt = 0;
            }

            _lost = connection;
            _current = null;
            Monitor.PulseAll(_gate);
        }

        NoteError(rv);
        LogLost(CkrName.Of(rv));
        return true;
    }

    /// <summary>For health: the module's last complaint.</summary>
    internal void NoteError(nuint rv) => _lastError = CkrName.Of(rv);

    /// <summary>Waits a moment for a connection. The caller looks again.</summary>
    internal void WaitForConnection()
    {
        lock (_gate)
        {
            if (_current is null && !_stopped)
            {
                Monitor.Wait(_gate, s_longestPause);
            }
        }
    }

    /// <summary>By the watchdog: a lane given up inside the owner's session takes that with it, so the connection has to be made anew.</summary>
    internal void LoseOwnerWith(Lane lane)
    {
        if (_current is { } current && ReferenceEquals(current.Owner.User, lane))
        {
            ReportLoss(current, CKR_SESSION_CLOSED);
        }
    }

    /// <summary>A call was given up inside the module.</summary>
    internal void CallLost()
    {
        _module.CallLost();
        Interlocked.Increment(ref _lostCallsInside);
    }

    /// <summary>A call that was given up came back.</summary>
    internal void LostCallReturned()
    {
        _module.LostCallReturned();
        if (Interlocked.Decrement(ref _lostCallsInside) == 0 && _released)
        {
            _userPin.Dispose();
        }
    }

    /// <summary>By the watchdog: if connecting itself hangs, another thread takes over.</summary>
    /// <returns>True if a thread was given up.</returns>
    internal bool ReplaceIfHung(long now, long allowedTicks)
    {
        CallWindow window = Volatile.Read(ref _window);
        if (_stopped || !window.GiveUpIfOverdue(now, allowedTicks))
        {
            return false;
        }

        CallLost();
        StartThread();
        return true;
    }

    internal void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// At the end, after <see cref="Stop"/> and when no lane is at work: closes the owner's session, and gives back the module and the PIN. A
    /// call that hangs keeps both: the PIN is disposed of when the last one returns, for a login may be reading it.
    /// </summary>
    /// <param name="patience">How long to wait for an attempt under way.</param>
    internal void Release(TimeSpan patience)
    {
        if (_thread is { } thread && !thread.Join(patience) && Volatile.Read(ref _window).GiveUp())
        {
            CallLost();
        }

        Connection? last = _current ?? _lost;
        _current = null;
        if (_module.LostCalls == 0 && last is { IsModuleStillInitialised: true })
        {
            _ = last.Functions->C_CloseSession(last.Owner.Session);
        }

        _module.Release();
        _released = true;
        if (Volatile.Read(ref _lostCallsInside) == 0)
        {
            _userPin.Dispose();
        }
    }

    private void StartThread()
    {
        var window = new CallWindow();
        Volatile.Write(ref _window, window);
        _thread = new Thread(() => Run(window)) { IsBackground = true, Name = "hsm connector" };
        _thread.Start();
    }

    private void Run(CallWindow window)
    {
        while (WaitUntilWanted())
        {
            Pause();
            if (_stopped)
            {
                return;
            }

            bool first = _epoch == 0;
            bool hard = _attempt++ >= HardFrom;
            try
            {
                if (!Attempt(window, hard))
                {
                    LostCallReturned();
                    return;
                }
            }
            catch (Exception failure) when (first)
            {
                lock (_gate)
                {
                    _firstFailure = failure;
                    Monitor.PulseAll(_gate);
                }

                return;
            }
            catch (HsmException failure)
            {
                if (window.IsGivenUp)
                {
                    LostCallReturned();
                    return;
                }

                window.TryLeave();
                LogAttemptFailed(_attempt, failure.Message);
                if (failure.ReturnValue is CKR_PIN_INCORRECT or CKR_PIN_LOCKED)
                {
                    // Trying on would use up the tries the token allows.
                    OnHopeless($"The HSM does not take the user PIN any more ({CkrName.Of(failure.ReturnValue)}).");
                    return;
                }
            }
        }
    }

    private bool WaitUntilWanted()
    {
        lock (_gate)
        {
            while (_current is not null && !_stopped)
            {
                Monitor.Wait(_gate);
            }

            return !_stopped;
        }
    }

    /// <summary>None before the first attempt after a while of calm; then twice as long each time.</summary>
    private void Pause()
    {
        lock (_gate)
        {
            if (_attempt > 0 && !_stopped)
            {
                TimeSpan pause = s_firstPause * (1 << Math.Min(_attempt - 1, 10));
                Monitor.Wait(_gate, pause < s_longestPause ? pause : s_longestPause);
            }
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "The connection to the HSM is lost ({Ckr}); connecting again.")]
    private partial void LogLost(string ckr);

    [LoggerMessage(21, LogLevel.Warning, "Attempt {Attempt} to connect to the HSM failed. {Reason}")]
    private partial void LogAttemptFailed(int attempt, string reason);
}
