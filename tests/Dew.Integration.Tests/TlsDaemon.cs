using System.Globalization;
using System.Text.RegularExpressions;
using Dew.Testing;

namespace Dew.Integration.Tests;

/// <summary>A daemon that serves mutual TLS, and outside programs to speak it with.</summary>
public sealed partial class TlsDaemon : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    public TlsDaemon() => Daemon = Start();

    public DewdProcess Daemon { get; private set; }

    public int Port { get; private set; }

    public string File(string name) => Path.Combine(_directory.Path, "tls", name);

    public string Scratch(string name) => _directory.Combine(name);

    /// <summary>Stops it and starts it again on the same state.</summary>
    public void Restart(TimeSpan ahead = default)
    {
        Daemon.Stop();
        Daemon.Dispose();
        Daemon = Start(ahead);
    }

    /// <summary>Asks with the administrator's certificate: code and version of the answer, and the exit code of curl.</summary>
    public ProgramResult Curl(string path, params string[] options) =>
        CurlAs(File("client.pem"), File("client-key.pem"), path, options);

    /// <summary>Asks with another certificate, or none.</summary>
    public ProgramResult CurlAs(string? certificate, string? key, string path, params string[] options) => Programs.Run(
        "curl",
        [
            "--silent", "--show-error", "--max-time", "20", "--cacert", File("ca.pem"), "--output", "/dev/null", "--write-out", "%{http_code} %{http_version}",
            .. certificate is null ? Array.Empty<string>() : ["--cert", certificate, "--key", key!],
            .. options, string.Create(CultureInfo.InvariantCulture, $"https://localhost:{Port}{path}"),
        ]);

    /// <summary>A handshake of openssl with the administrator's certificate, then a request.</summary>
    public ProgramResult OpenSslClient(params string[] options) => OpenSsl.Run(
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(),
        [
            "s_client", "-connect", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"), "-servername", "localhost", "-CAfile", File("ca.pem"),
            "-verify_return_error", "-cert", File("client.pem"), "-key", File("client-key.pem"), "-ign_eof", .. options,
        ]);

    public void Dispose()
    {
        Daemon.Dispose();
        _directory.Dispose();
    }

    private DewdProcess Start(TimeSpan ahead = default)
    {
        var environment = new Dictionary<string, string?>();
        if (ahead > TimeSpan.Zero)
        {
            environment["LD_PRELOAD"] = Path.Combine(AppContext.BaseDirectory, "dew-clock-shim.so");
            environment["DEW_CLOCK_AHEAD"] = string.Create(CultureInfo.InvariantCulture, $"{(long)ahead.TotalSeconds}");
        }

        DewdProcess daemon = DewdProcess.Start(_directory.Path, new DewdOptions { Arguments = ["--https", "127.0.0.1:0"], Environment = environment });
        Port = int.Parse(Ready().Match(daemon.StandardOutput).Groups[1].Value, CultureInfo.InvariantCulture);
        return daemon;
    }

    [GeneratedRegex(@"^READY .* https=127\.0\.0\.1:(\d+)", RegexOptions.Multiline)]
    private static partial Regex Ready();
}
