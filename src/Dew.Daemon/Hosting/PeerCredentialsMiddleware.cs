using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Dew.Daemon.Identity;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Dew.Daemon.Hosting;

/// <summary>
/// Asks the kernel who is at the other end of a Unix socket (unix(7), SO_PEERCRED and SO_PEERGROUPS) and notes it on the connection. No user of
/// the machine gets more than half of the connections there are.
/// </summary>
internal sealed partial class PeerCredentialsMiddleware
{
    /// <summary>Connections of the server in all, whatever they come by.</summary>
    internal const int MaxConnections = 4096;

    private const int MaxGroups = 1024;
    private const int MaxConnectionsOfUser = MaxConnections / 2;

    private readonly ConcurrentDictionary<uint, int> _open = new();
    private readonly ConnectionDelegate _next;
    private readonly ILogger _logger;

    internal PeerCredentialsMiddleware(ConnectionDelegate next, ILogger logger)
    {
        _next = next;
        _logger = logger;
    }

    internal async Task OnConnectionAsync(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket || ReadPeer(socket) is not { } peer)
        {
            LogUnknownPeer();
            connection.Abort();
            return;
        }

        int open = _open.AddOrUpdate(peer.UserId, 1, static (_, count) => count + 1);
        try
        {
            if (open > MaxConnectionsOfUser)
            {
                LogTooMany(peer.UserId, MaxConnectionsOfUser);
                connection.Abort();
                return;
            }

            connection.Features.Set(peer);
            await _next(connection);
        }
        finally
        {
            _open.AddOrUpdate(peer.UserId, 0, static (_, count) => count - 1);
        }
    }

    private static PeerFeature? ReadPeer(Socket socket)
    {
        Span<Interop.Libc.PeerCredentials> peer = stackalloc Interop.Libc.PeerCredentials[1];
        Span<byte> bytes = MemoryMarshal.AsBytes(peer);
        return socket.GetRawSocketOption(Interop.Libc.SOL_SOCKET, Interop.Libc.SO_PEERCRED, bytes) == bytes.Length
            ? new PeerFeature(peer[0].uid, [peer[0].gid, .. ReadGroups(socket)])
            : null;
    }

    /// <summary>More groups than fit are none: a user is not given rights because of groups that could not be read whole.</summary>
    private static uint[] ReadGroups(Socket socket)
    {
        Span<uint> groups = stackalloc uint[MaxGroups];
        try
        {
            int length = socket.GetRawSocketOption(Interop.Libc.SOL_SOCKET, Interop.Libc.SO_PEERGROUPS, MemoryMarshal.AsBytes(groups));
            return groups[..(length / sizeof(uint))].ToArray();
        }
        catch (SocketException)
        {
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection was closed because the kernel does not say whose it is.")]
    private partial void LogUnknownPeer();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection of user {User} was closed: {Limit} are open, as many as one user may have.")]
    private partial void LogTooMany(uint user, int limit);
}
