using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Dew.Daemon.Tls;

/// <summary>
/// Stands before TLS: who brings too many connections, or too many bytes before the handshake is over, is closed without an answer. How long a
/// handshake may take is the business of the TLS layer behind.
/// </summary>
internal sealed class ConnectionGate
{
    private readonly TlsOptions _options;
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressKey, int> _byAddress = [];
    private int _open;
    private int _inHandshake;
    private long _accepted;
    private long _handshakes;
    private long _refusedTotal;
    private long _refusedByAddress;
    private long _refusedHandshakes;
    private long _tooManyBytes;
    private long _failedHandshakes;

    internal ConnectionGate(TlsOptions options) => _options = options;

    /// <summary>Connections now.</summary>
    internal int Open => Volatile.Read(ref _open);

    /// <summary>Connections now whose handshake is not over.</summary>
    internal int InHandshake => Volatile.Read(ref _inHandshake);

    /// <summary>Connections let in since the start.</summary>
    internal long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Handshakes completed since the start.</summary>
    internal long Handshakes => Interlocked.Read(ref _handshakes);

    /// <summary>Connections that ended before their handshake was over: refused, too slow, or gone.</summary>
    internal long FailedHandshakes => Interlocked.Read(ref _failedHandshakes);

    /// <summary>Connections refused because there were too many in all.</summary>
    internal long RefusedTotal => Interlocked.Read(ref _refusedTotal);

    /// <summary>Connections refused because there were too many of their address.</summary>
    internal long RefusedByAddress => Interlocked.Read(ref _refusedByAddress);

    /// <summary>Connections refused because there were too many unfinished handshakes.</summary>
    internal long RefusedHandshakes => Interlocked.Read(ref _refusedHandshakes);

    /// <summary>Connections closed because they sent too much before their handshake was over.</summary>
    internal long TooManyBytes => Interlocked.Read(ref _tooManyBytes);

    /// <summary>The connection middleware; <paramref name="next"/> is TLS.</summary>
    internal async Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        AddressKey address = AddressKey.Of(connection.RemoteEndPoint is IPEndPoint remote ? remote.Address : IPAddress.None);
        if (!TryEnter(address))
        {
            connection.Abort(new ConnectionAbortedException("Too many connections."));
            return;
        }

        IDuplexPipe transport = connection.Transport;
        var reader = new HandshakeReader(transport.Input, connection, _options.MaxHandshakeBytes, () => Interlocked.Increment(ref _tooManyBytes));
        var handshake = new Handshake(this, reader);
        connection.Features.Set(handshake);
        connection.Transport = new LimitedTransport(reader, transport.Output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
            Leave(address, handshake.TryEnd());
        }
    }

    /// <summary>Told by the middleware behind TLS: the limits of the handshake do not apply any more.</summary>
    internal static void HandshakeIsOver(ConnectionContext connection) => connection.Features.Get<Handshake>()?.Complete();

    private bool TryEnter(AddressKey address)
    {
        lock (_lock)
        {
            _byAddress.TryGetValue(address, out int ofAddress);
            if (_open >= _options.MaxConnections)
            {
                _refusedTotal++;
            }
            else if (ofAddress >= _options.MaxConnectionsPerAddress)
            {
                _refusedByAddress++;
            }
            else if (_inHandshake >= _options.MaxHandshakes)
            {
                _refusedHandshakes++;
            }
            else
            {
                _byAddress[address] = ofAddress + 1;
                _open++;
                _inHandshake++;
                _accepted++;
                return true;
            }

            return false;
        }
    }

    private void Leave(AddressKey address, bool inHandshake)
    {
        lock (_lock)
        {
            _open--;
            if (inHandshake)
            {
                _inHandshake--;
                _failedHandshakes++;
            }

            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    private void Count(Handshake handshake)
    {
        lock (_lock)
        {
            if (handshake.TryEnd())
            {
                _inHandshake--;
                _handshakes++;
            }
        }
    }

    private sealed class Handshake(ConnectionGate gate, HandshakeReader reader)
    {
        private int _ended;

        internal bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;

        internal void Complete()
        {
            reader.Open();
            gate.Count(this);
        }
    }

    private sealed class LimitedTransport(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
