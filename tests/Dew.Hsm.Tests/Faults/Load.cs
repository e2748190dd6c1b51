using System.Collections.Concurrent;
using System.Diagnostics;
using Dew.Core.Ports;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

/// <summary>Callers that seal one after the other until told to stop, and what became of each request.</summary>
internal sealed class Load
{
    private readonly ConcurrentDictionary<Status, int> _outcomes = new();
    private volatile bool _stopped;
    private readonly Task _callers;
    private long _slowestTicks;

    internal Load(HsmProvider provider, KeyHandle key, int callers) =>
        _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(provider, key))));

    internal int Count(Status status) => _outcomes.GetValueOrDefault(status);

    internal int Total => _outcomes.Values.Sum();

    internal TimeSpan Slowest => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _slowestTicks));

    internal string Outcomes => string.Join(", ", _outcomes.Select(static o => $"{o.Key} {o.Value}"));

    internal async Task StopAsync()
    {
        _stopped = true;
        await _callers;
    }

    private async Task CallAsync(HsmProvider provider, KeyHandle key)
    {
        while (!_stopped)
        {
            long start = Stopwatch.GetTimestamp();
            (Status status, _) = await Slot.TryAsync(provider, CryptoOperation.Seal, key, new byte[32]);
            long took = Stopwatch.GetTimestamp() - start;
            _outcomes.AddOrUpdate(status, 1, static (_, n) => n + 1);
            long slowest;
            while (took > (slowest = Volatile.Read(ref _slowestTicks)) && Interlocked.CompareExchange(ref _slowestTicks, took, slowest) != slowest)
            {
                // Another caller was slower meanwhile.
            }
        }
    }
}
