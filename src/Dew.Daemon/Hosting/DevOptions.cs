using System.Net;

namespace Dew.Daemon.Hosting;

/// <summary>What a development appliance is told on the command line.</summary>
/// <param name="Directory">The folder with its whole state.</param>
/// <param name="HsmModule">The PKCS#11 module; null for SoftHSM2.</param>
/// <param name="Http">Where to serve plain HTTP, an address of the loopback; null for nowhere.</param>
/// <param name="ConfigurationFile">The configuration; null for DIR/dewd.json if there is one.</param>
internal sealed record DevOptions(string Directory, string? HsmModule, IPEndPoint? Http = null, string? ConfigurationFile = null);
