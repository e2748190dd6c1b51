using System.Net;
using System.Net.NetworkInformation;
using Dew.Core.Certificates;

namespace Dew.Daemon.Tls;

/// <summary>By which names and addresses clients reach this machine.</summary>
internal static class LocalNames
{
    private const int MaxAddresses = 32;

    /// <summary>localhost, the host's name if it is one, loopback, and the addresses of its interfaces; those that cannot stand in a certificate are left out.</summary>
    /// <param name="listening">The address listened on; null for all.</param>
    internal static ServerNames Of(IPAddress? listening)
    {
        string[] names = ["localhost", Dns.GetHostName()];
        IEnumerable<IPAddress> addresses = listening is null ? [IPAddress.Loopback, IPAddress.IPv6Loopback, .. OfInterfaces()] : [listening, IPAddress.Loopback];
        return new ServerNames(
            [.. names.Where(static name => new ServerNames([name], []).Normalise().IsOk).Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. addresses.Distinct().Take(MaxAddresses)]);
    }

    private static IEnumerable<IPAddress> OfInterfaces() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static nic => nic.OperationalStatus == OperationalStatus.Up || nic.NetworkInterfaceType == NetworkInterfaceType.Unknown)
        .SelectMany(static nic => nic.GetIPProperties().UnicastAddresses)
        .Select(static unicast => unicast.Address)
        .Where(static address => !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address));
}
