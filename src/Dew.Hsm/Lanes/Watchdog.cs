using Microsoft.Extensions.Logging;

namespace Dew.Hsm;

/// <summary>
/// Looks over all requests and lanes: tells the owners of overdue requests, gives up lanes whose call does not return and puts new ones in their
/// place. It never calls the module itself.
/// </summary>
internal sealed partial class Watchdog : IDisposable
{
    private static readonly TimeSpan s_longestPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_shortestPeriod = TimeSpan.FromMilliseconds(5);

    private readonly LaneContext _context;
    private readonly IReadOnlyList<LanePool> _pools;
    private readonly RequestRegistry _registry;
    private readonly HsmOptions _options;
    private readonly ILogger _logger;
    private readonly Action<string> _onFatal;
    private readonly TimeSpan _period;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private int _lost;

    internal Watchdog(LaneContext context, IReadOnlyList<LanePool> pools, RequestRegistry registry, HsmOptions options, Action<string> onFatal)
    {
        _context = context;
        _pools = pools;
        _registry = registry;
        _options = options;
        _logger = context.Logger;
        _onFatal = onFatal;
        TimeSpan period = options.Deadline / 50;
        _period = period < s_shortestPeriod ? s_shortestPeriod : period > s_longestPeriod ? s_longestPeriod : period;
        _thread = new Thread(Run) { IsBackground = true, Name = "hsm watchdog" };
    }

    /// <summary>Lanes and connectors given up since the start.</summary>
    internal int Lost => Volatile.Read(ref _lost);

    internal void Start() => _thread.Start();

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(_period))
        {
            long now = _context.Clock.GetTimestamp();
            foreach (LanePool pool in _pools)
            {
                foreach (Lane lane in pool.Snapshot())
                {
                    if (lane.Window.GiveUpIfOverdue(now, pool.DeadlineTicks))
                    {
                        GiveUp(pool, lane);
                    }
                }
            }

            _registry.ExpireOverdue(now);
            if (_context.Connector.ReplaceIfHung(now, _context.Ticks(_options.GenerateDeadline)))
            {
                Count("the connector");
            }
        }
    }

    private void GiveUp(LanePool pool, Lane lane)
    {
        pool.Remove(lane);
        _context.Connector.CallLost();
        _context.Connector.LoseOwnerWith(lane);
        if (Count(lane.Name))
        {
            pool.StartLane();
        }
    }

    /// <returns>False if it was one too many.</returns>
    private bool Count(string what)
    {
        int lost = Interlocked.Increment(ref _lost);
        LogLost(what, lost, _options.MaxLostLanes);
        if (lost <= _options.MaxLostLanes)
        {
            return true;
        }

        _onFatal($"{lost} calls into the HSM module {_options.ModulePath} did not return in time; only a new process gets rid of them.");
        return false;
    }

    [LoggerMessage(30, LogLevel.Error, "A call into the HSM module did not return in time; {What} is given up ({Lost} lost so far, {Allowed} allowed).")]
    private partial void LogLost(string what, int lost, int allowed);
}
