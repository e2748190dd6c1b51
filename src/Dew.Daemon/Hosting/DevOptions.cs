using Dew.Daemon.Tls;

namespace Dew.Daemon.Hosting;

/// <summary>What a development appliance is told on the command line.</summary>
/// <param name="Directory">The folder with its whole state.</param>
/// <param name="HsmModule">The PKCS#11 module; null for SoftHSM2.</param>
/// <param name="Https">Where to serve mutual TLS; null for nowhere.</param>
internal sealed record DevOptions(string Directory, string? HsmModule, TlsEndpoint? Https = null);
