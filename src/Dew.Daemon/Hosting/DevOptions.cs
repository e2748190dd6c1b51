using System.Net;
using Dew.Daemon.Tls;

namespace Dew.Daemon.Hosting;

/// <summary>What a development appliance is told on the command line.</summary>
/// <param name="Directory">The folder with its whole state.</param>
internal sealed record DevOptions(string Directory)
{
    /// <summary>The PKCS#11 module; null for SoftHSM2.</summary>
    internal string? HsmModule { get; init; }

    /// <summary>The configuration; null for DIR/dewd.json if there is one.</summary>
    internal string? ConfigurationFile { get; init; }

    /// <summary>Where to serve plain HTTP, an address of the loopback; null for nowhere.</summary>
    internal IPEndPoint? Http { get; init; }

    /// <summary>Where to serve mutual TLS; null for nowhere.</summary>
    internal TlsEndpoint? Https { get; init; }
}
