using System.Net;
using Dew.Testing;

namespace Dew.Integration.Tests.Identity;

/// <summary>A daemon that serves plain HTTP too, for all tests of a class, and its administrator.</summary>
public sealed class SignedDaemon : IDisposable
{
    private readonly ScratchDirectory _directory = new("dew-i-");

    public SignedDaemon()
    {
        Daemon = DewdProcess.Start(_directory.Path, Options);
        AdministratorKey = AccessKeyPair.OfAdministrator(_directory.Path);
    }

    /// <summary>How to start a daemon that serves plain HTTP on a free port.</summary>
    public static DewdOptions Options { get; } = new() { Arguments = ["--http", "127.0.0.1:0"] };

    public DewdProcess Daemon { get; }

    public AccessKeyPair AdministratorKey { get; }

    /// <summary>Both ways in that take signatures without TLS.</summary>
    public EndPoint EndPoint(bool overSocket) => overSocket ? SignedApi.SocketOf(Daemon) : Daemon.HttpEndPoint;

    /// <summary>The administrator by peer credentials.</summary>
    public DewApi Connect() => new(Daemon);

    /// <summary>A client that signs, by default for the administrator.</summary>
    public SignedApi Sign(AccessKeyPair? key = null, SdkKind kind = SdkKind.Python, bool overSocket = false, (string Region, string Service)? scope = null) =>
        new(Daemon, EndPoint(overSocket), key ?? AdministratorKey, kind, scope);

    public void Dispose()
    {
        Daemon.Dispose();
        _directory.Dispose();
    }
}
