using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Dew.Core;
using Dew.Daemon.Rest;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Dew.Daemon.Hosting;

/// <summary>Lets root and one user through a Unix socket, whatever the modes of the socket and its folder would allow (unix(7), SO_PEERCRED).</summary>
internal sealed partial class PeerCredentialsMiddleware
{
    private const uint Root = 0;

    private readonly ConnectionDelegate _next;
    private readonly uint _owner;
    private readonly ILogger _logger;

    internal PeerCredentialsMiddleware(ConnectionDelegate next, uint owner, ILogger logger)
    {
        _next = next;
        _owner = owner;
        _logger = logger;
    }

    internal async Task OnConnectionAsync(ConnectionContext connection)
    {
        if (TryGetPeer(connection, out uint user) && (user == Root || user == _owner))
        {
            await _next(connection);
            return;
        }

        LogRefused(user);
        await connection.Transport.Output.WriteAsync(Refusal());
        await connection.Transport.Output.CompleteAsync();
    }

    private static bool TryGetPeer(ConnectionContext connection, out uint user)
    {
        Span<Interop.Libc.PeerCredentials> peer = stackalloc Interop.Libc.PeerCredentials[1];
        Span<byte> bytes = MemoryMarshal.AsBytes(peer);
        Socket? socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        bool known = socket?.GetRawSocketOption(Interop.Libc.SOL_SOCKET, Interop.Libc.SO_PEERCRED, bytes) == bytes.Length;
        user = known ? peer[0].uid : uint.MaxValue;
        return known;
    }

    /// <summary>A whole answer before any request was read: the peer may not even ask.</summary>
    private static byte[] Refusal()
    {
        RestStatus status = RestStatus.Of(Status.NotPermitted);
        string body = $$$"""{"error":{"error_code":"{{{status.Code}}}","error_msg":"This socket is for the user who started the daemon and for root."}}""";
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status.Http} Forbidden\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection of user {User} was refused.")]
    private partial void LogRefused(uint user);
}
