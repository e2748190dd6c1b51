using Dew.Testing;

namespace Dew.Integration.Tests;

/// <summary>A daemon on a scratch directory for all tests of a class.</summary>
public sealed class RunningDaemon : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    public RunningDaemon() => Daemon = DewdProcess.Start(_directory.Path);

    public DewdProcess Daemon { get; }

    public DewApi Connect(TimeSpan? answerWithin = null) => new(Daemon, answerWithin);

    public void Dispose()
    {
        Daemon.Dispose();
        _directory.Dispose();
    }
}
