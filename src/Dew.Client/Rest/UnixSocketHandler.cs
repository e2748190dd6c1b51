using System.Net;
using System.Net.Sockets;

namespace Dew.Client.Rest;

/// <summary>HTTP over a Unix socket.</summary>
internal static class UnixSocketHandler
{
    /// <param name="path">The socket.</param>
    /// <param name="onConnected">Called after each connection that was accepted.</param>
    /// <exception cref="ArgumentException">The path is empty or longer than the kernel's 107 bytes.</exception>
    internal static SocketsHttpHandler Create(string path, Action onConnected)
    {
        UnixDomainSocketEndPoint endPoint = EndPoint(path);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = async (_, cancellationToken) =>
            {
                Stream stream = await ConnectAsync(endPoint, cancellationToken);
                onConnected();
                return stream;
            },
        };
    }

    private static UnixDomainSocketEndPoint EndPoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentOutOfRangeException tooLong)
        {
            throw new ArgumentException($"The socket path '{path}' is longer than the 107 bytes the kernel allows.", nameof(path), tooLong);
        }
    }

    private static async Task<Stream> ConnectAsync(UnixDomainSocketEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
