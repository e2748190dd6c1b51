using System.Net;

namespace Dew.Core.Certificates;

/// <summary>The names and addresses a server certificate is valid for.</summary>
/// <param name="DnsNames">Host names, lower case, no wildcards.</param>
/// <param name="Addresses">IP addresses.</param>
public sealed record ServerNames(IReadOnlyList<string> DnsNames, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Names and addresses in one certificate.</summary>
    public const int MaxCount = 64;

    private const int MaxNameLength = 253;
    private const int MaxLabelLength = 63;

    /// <summary>What to call the server: its first name or address.</summary>
    public string First => DnsNames.Count > 0 ? DnsNames[0] : Addresses.Count > 0 ? Addresses[0].ToString() : "";

    /// <summary>Brings names into the form they are compared in, each once, and checks them.</summary>
    /// <returns>The names, or <see cref="Status.CertificateRequestInvalid"/> naming the one that is not accepted.</returns>
    public Outcome<ServerNames> Normalise()
    {
        if (DnsNames.Count + Addresses.Count is < 1 or > MaxCount)
        {
            return Refusal($"A server certificate names 1 to {MaxCount} host names and addresses.");
        }

        foreach (string name in DnsNames)
        {
            if (!IsHostName(name))
            {
                return Refusal($"'{Printable(name)}' is no host name: letters, digits and hyphens, in parts of 1 to {MaxLabelLength} characters joined by dots, no wildcard.");
            }
        }

        return new ServerNames(
            [.. DnsNames.Select(static name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal)],
            [.. Addresses.Select(static a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a).Distinct()]);
    }

    private static Failure Refusal(string message) => new(Status.CertificateRequestInvalid, message);

    private static bool IsHostName(string name) =>
        name.Length is > 0 and <= MaxNameLength && !IPAddress.TryParse(name, out _) && Array.TrueForAll(name.Split('.'), IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-' &&
        label.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string Printable(string name) =>
        string.Concat(name.Take(MaxLabelLength).Select(static c => c is > ' ' and < '\x7F' ? c : '?'));
}
