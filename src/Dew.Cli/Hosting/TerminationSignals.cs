using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dew.Cli.Hosting;

/// <summary>
/// Turns the first SIGINT, SIGTERM or SIGHUP into a cancellation, so that temporary files are removed on the way out; one that comes
/// later, when that has not helped, ends the process at once. Not the very next: timeout(1) sends its signal twice.
/// </summary>
internal sealed class TerminationSignals : IDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signal;
    private long _firstAt;

    internal TerminationSignals()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => OnSignal(context, 1)),
        ];
    }

    internal CancellationToken Token => _cancellation.Token;

    /// <summary>128 + signal if one came, else null.</summary>
    internal int? ExitCode => Volatile.Read(ref _signal) is var signal and not 0 ? Cli.ExitCode.SignalBase + signal : null;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _cancellation.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int number)
    {
        bool first = Interlocked.CompareExchange(ref _signal, number, 0) == 0;
        context.Cancel = first || Stopwatch.GetElapsedTime(Volatile.Read(ref _firstAt)) < s_grace;
        if (first)
        {
            Volatile.Write(ref _firstAt, Stopwatch.GetTimestamp());
            _cancellation.Cancel();
        }
    }
}
