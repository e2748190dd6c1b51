using System.Globalization;
using System.Net;

namespace Dew.Daemon.Tls;

/// <summary>Where to listen.</summary>
/// <param name="Address">The address; null for all of the machine, IPv4 and IPv6.</param>
/// <param name="Port">The port; 0 for a free one.</param>
internal sealed record TlsEndpoint(IPAddress? Address, int Port)
{
    /// <summary>Reads PORT, ADDRESS:PORT or [ADDRESS]:PORT; null for anything else.</summary>
    internal static TlsEndpoint? Parse(string text)
    {
        if (ParsePort(text) is { } port)
        {
            return new TlsEndpoint(null, port);
        }

        int colon = text.LastIndexOf(':');
        if (colon <= 0 || ParsePort(text[(colon + 1)..]) is not { } portBehind)
        {
            return null;
        }

        string address = text[..colon];
        bool bracketed = address is ['[', .., ']'];
        return IPAddress.TryParse(bracketed ? address[1..^1] : address, out IPAddress? parsed) &&
            bracketed == (parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6) &&
            (bracketed || address.Count(static c => c == '.') == 3)
            ? new TlsEndpoint(parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any) ? null : parsed, portBehind)
            : null;
    }

    private static int? ParsePort(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : null;
}
