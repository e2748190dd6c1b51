using Dew.Core;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Dew.SecureMemory;
using Microsoft.Extensions.Logging;

namespace Dew.Hsm;

/// <summary>
/// The HSM behind a PKCS#11 module. All members may be called from any thread. Calls into the module happen on lanes, which have a session each;
/// nothing here waits for the module longer than the deadlines of <see cref="HsmOptions"/>. The rules stand in this project's README.
/// </summary>
public sealed partial class HsmProvider : ICryptoProvider, ITokenSigner, IDisposable, IAsyncDisposable
{
    private const int MaxAutomaticLanes = 8;
    private const int AdministrationQueue = 64;
    private static readonly TimeSpan s_patienceAtEnd = TimeSpan.FromSeconds(2);

    private readonly HsmOptions _options;
    private readonly ILogger _logger;
    private readonly KeyCache _keys;
    private readonly Connector _connector;
    private readonly LaneContext _context;
    private readonly RequestRegistry _registry = new();
    private readonly LanePool _data;
    private readonly LanePool _administration;
    private readonly SlotPool _slots;
    private readonly Watchdog _watchdog;
    private readonly TaskCompletionSource<string> _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    private HsmProvider(HsmOptions options, LockedPages userPin, ILogger logger, Pkcs11Module module)
    {
        _options = options;
        _logger = logger;
        // Keys in use are never evicted, so there is room for one each lane, lost ones included.
        int lanes = options.Lanes == 0 ? MaxAutomaticLanes : options.Lanes;
        _keys = new KeyCache(Math.Max(options.LoadedKeyCapacity, lanes + options.MaxLostLanes + 1));
        _connector = new Connector(module, options, userPin, _keys, logger) { OnHopeless = DeclareFatal };
        _context = new LaneContext
        {
            Connector = _connector,
            Keys = _keys,
            Nonces = new NonceSequence(),
            Clock = options.TimeProvider,
            Logger = logger,
        };
        _data = new LanePool(_context, "data", options.QueueCapacity, options.Deadline, borrowsThreads: true);
        _administration = new LanePool(_context, "keys", AdministrationQueue, options.GenerateDeadline, borrowsThreads: false);
        _slots = new SlotPool(new SlotMemory(logger), _data, _registry);
        _watchdog = new Watchdog(_context, [_data, _administration], _registry, options, DeclareFatal);
    }

    /// <summary>What the module can do, found by trial.</summary>
    public HsmProfile Profile => _connector.Profile;

    /// <summary>The provider at this moment.</summary>
    public HsmHealth Health => new(
        Volatile.Read(ref _disposed) != 0 || _fatal.Task.IsCompleted ? HsmState.Failed :
            _connector.Current is null ? HsmState.Reconnecting : HsmState.Connected,
        _data.LaneCount,
        _watchdog.Lost,
        _connector.Reconnects,
        _data.QueueDepth + _administration.QueueDepth,
        _keys.Count,
        _connector.LastError);

    /// <summary>Completes with the reason when only a new process helps: too many calls that do not return, or a PIN that is refused.</summary>
    public Task<string> Fatal => _fatal.Task;

    /// <summary>Connects to the token and starts the lanes. After this has worked once, losses are made good without help.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="userPin">The user PIN, exactly as long as its <see cref="LockedPages.Length"/>. The provider owns it from here on, whatever the outcome: it logs in again with it.</param>
    /// <param name="logger">For connections, losses and refusals. No secret is logged.</param>
    /// <exception cref="HsmException">In words: no such module or token, PIN refused, not initialised by this appliance, no answer.</exception>
    /// <exception cref="ArgumentException">The options cannot work.</exception>
    public static HsmProvider Connect(HsmOptions options, LockedPages userPin, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(userPin);
        ArgumentNullException.ThrowIfNull(logger);
        HsmProvider? provider = null;
        try
        {
            options.Validate();
            provider = new HsmProvider(options, userPin, logger, Pkcs11Module.Acquire(options));
            provider.Start();
            return provider;
        }
        catch
        {
            if (provider is not null)
            {
                provider.Dispose();
            }
            else
            {
                userPin.Dispose();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public KeyHandle Bind(KeyVersionRecord version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new LoadedKey(
            version, KeyShape.Of(version.Spec) ?? throw new ArgumentException($"There is no key specification {version.Spec}.", nameof(version)));
    }

    /// <inheritdoc/>
    public CryptoSlot Rent() => _slots.Rent();

    /// <summary>Ends the lanes and logs out. What still waits is answered with <see cref="Status.HsmTimeout"/>.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Lane[] lanes = [.. _data.Snapshot(), .. _administration.Snapshot()];
        _data.Stop();
        _administration.Stop();
        _connector.Stop();
        foreach (Lane lane in lanes)
        {
            if (!lane.Join(s_patienceAtEnd) && lane.Window.GiveUp())
            {
                _connector.CallLost();
            }
        }

        _watchdog.Dispose();
        _registry.ExpireOverdue(long.MaxValue);
        _connector.Release(s_patienceAtEnd);
    }

    /// <summary>As <see cref="Dispose"/>, off the caller's thread.</summary>
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));

    /// <summary>Runs something on a data lane and waits for it, off the hot path. It may run more than once when the connection fails under it.</summary>
    /// <param name="body">Runs inside the module.</param>
    /// <param name="discard">Cleans up what the body holds, if it comes back when nobody waits for it any more.</param>
    internal Status Call(Func<Lane, CallResult> body, Action? discard = null) => Call(_data, body, discard);

    private Status Call(LanePool pool, Func<Lane, CallResult> body, Action? discard = null) =>
        new CallRequest(body, discard).RunAsync(pool, _registry).GetAwaiter().GetResult();

    private void Start()
    {
        _watchdog.Start();
        _connector.ConnectFirst();
        _connector.Pools = [_data, _administration];
        // First, so that under a low session ceiling it is a data lane that goes without.
        _administration.StartLane();
        RequireLane(_administration);
        int count = LaneCount();
        ReserveThreads(count);
        for (int i = 0; i < count; i++)
        {
            _data.StartLane();
        }

        RequireLane(_data);
        LogConnected(_options.TokenLabel, Profile.ModuleIdentity, count);
    }

    /// <summary>Two sessions of the ceiling go to the owner of loaded keys and to key generation.</summary>
    private int LaneCount()
    {
        int wanted = _options.Lanes > 0 ? _options.Lanes : Math.Clamp(Environment.ProcessorCount, 1, MaxAutomaticLanes);
        return Profile.SessionCeiling > 0 ? Math.Clamp(Profile.SessionCeiling - 2, 1, wanted) : wanted;
    }

    /// <summary>
    /// Data lanes borrow threads of the pool, and keep them while the token is away or a call hangs. So many more threads the pool may start at once.
    /// </summary>
    private void ReserveThreads(int lanes)
    {
        ThreadPool.GetMinThreads(out int workers, out int completion);
        int wanted = Environment.ProcessorCount + lanes + _options.MaxLostLanes;
        ThreadPool.SetMinThreads(Math.Max(workers, wanted), completion);
    }

    private void RequireLane(LanePool pool)
    {
        Status status = Call(pool, static _ => CallResult.Ok(0));
        if (status != Status.Ok)
        {
            throw new HsmException($"The token '{_options.TokenLabel}' gives no session to work with ({status}, {_connector.LastError}). At least 3 are needed.");
        }
    }

    private void DeclareFatal(string reason)
    {
        if (_fatal.TrySetResult(reason))
        {
            LogFatal(reason);
        }
    }

    [LoggerMessage(40, LogLevel.Information, "Connected to the token '{Label}' ({Module}) with {Lanes} lanes.")]
    private partial void LogConnected(string label, string module, int lanes);

    [LoggerMessage(41, LogLevel.Critical, "The HSM layer gives up: {Reason}")]
    private partial void LogFatal(string reason);
}
