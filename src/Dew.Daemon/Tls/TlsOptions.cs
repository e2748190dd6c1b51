using Dew.Core.Certificates;

namespace Dew.Daemon.Tls;

/// <summary>Limits and lifetimes of the TLS listener. Immutable once it runs.</summary>
internal sealed record TlsOptions
{
    /// <summary>From accepting a connection to the end of its handshake.</summary>
    internal TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes a client may send before its handshake is over.</summary>
    internal int MaxHandshakeBytes { get; init; } = 64 * 1024;

    /// <summary>Connections whose handshake is not over, of all addresses together.</summary>
    internal int MaxHandshakes { get; init; } = 512;

    /// <summary>Connections of one IPv4 address, or of one IPv6 network of 64 bits, which is what one host is given.</summary>
    internal int MaxConnectionsPerAddress { get; init; } = 256;

    /// <summary>Connections in all. Less than the server takes in total, so that the Unix sockets stay reachable.</summary>
    internal int MaxConnections { get; init; } = 3072;

    /// <summary>Life of the listener's own certificate; renewed when two thirds of it are over.</summary>
    internal TimeSpan ServerValidity { get; init; } = CertificateAuthority.DefaultValidity;

    /// <summary>How often certificates in use are looked at: renewal, and connections whose client's certificate has expired.</summary>
    internal TimeSpan UpkeepInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Refuses what cannot work, all of it at once.</summary>
    /// <exception cref="ArgumentException">Names every mistake.</exception>
    internal void Validate()
    {
        List<string> mistakes = [];
        Require(HandshakeTimeout >= TimeSpan.FromMilliseconds(100) && HandshakeTimeout <= TimeSpan.FromMinutes(2), $"{nameof(HandshakeTimeout)} must be 0.1 s to 2 min, is {HandshakeTimeout}");
        Require(MaxHandshakeBytes is >= 16 * 1024 and <= 1024 * 1024, $"{nameof(MaxHandshakeBytes)} must be 16384 to 1048576, is {MaxHandshakeBytes}");
        Require(MaxHandshakes is >= 1 and <= 65536, $"{nameof(MaxHandshakes)} must be 1 to 65536, is {MaxHandshakes}");
        Require(MaxConnections is >= 1 and <= 1_000_000, $"{nameof(MaxConnections)} must be 1 to 1000000, is {MaxConnections}");
        Require(
            MaxConnectionsPerAddress >= 1 && MaxConnectionsPerAddress <= MaxConnections,
            $"{nameof(MaxConnectionsPerAddress)} must be 1 to {nameof(MaxConnections)}, is {MaxConnectionsPerAddress}");
        Require(
            ServerValidity >= CertificateRules.MinValidity && ServerValidity <= CertificateRules.MaxValidity,
            $"{nameof(ServerValidity)} must be {CertificateRules.MinValidity.TotalMinutes:0} min to {CertificateRules.MaxValidity.TotalDays:0} days, is {ServerValidity}");
        Require(UpkeepInterval > TimeSpan.Zero && UpkeepInterval <= TimeSpan.FromHours(1), $"{nameof(UpkeepInterval)} must be more than 0 and at most 1 h, is {UpkeepInterval}");
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"The TLS options cannot work: {string.Join("; ", mistakes)}.");
        }

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                mistakes.Add(otherwise);
            }
        }
    }
}
