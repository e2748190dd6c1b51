using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Dew.Daemon.Tls;

/// <summary>
/// Counts what TLS takes from a connection until its handshake is over, and ends a connection that sends more than a handshake needs. Bytes
/// count when they are taken, not when they arrive: behind its last handshake message a client may send its first request at once.
/// Afterwards it passes everything through.
/// </summary>
internal sealed class HandshakeReader : PipeReader
{
    private readonly PipeReader _inner;
    private readonly ConnectionContext _connection;
    private readonly Action _onExceeded;
    private ReadOnlySequence<byte> _lastRead;
    private long _left;
    private volatile bool _over;

    internal HandshakeReader(PipeReader inner, ConnectionContext connection, int limit, Action onExceeded)
    {
        _inner = inner;
        _connection = connection;
        _left = limit;
        _onExceeded = onExceeded;
    }

    /// <summary>The handshake is over: no limit any more.</summary>
    internal void Open() => _over = true;

    public override bool TryRead(out ReadResult result)
    {
        bool read = _inner.TryRead(out result);
        if (read && !_over)
        {
            _lastRead = result.Buffer;
        }

        return read;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> reading = _inner.ReadAsync(cancellationToken);
        return _over ? reading : RememberAsync(reading);
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        Count(consumed);
        _inner.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Count(consumed);
        _inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    private async ValueTask<ReadResult> RememberAsync(ValueTask<ReadResult> reading)
    {
        ReadResult result = await reading;
        _lastRead = result.Buffer;
        return result;
    }

    private void Count(SequencePosition consumed)
    {
        if (_over || _left < 0)
        {
            _lastRead = default;
            return;
        }

        _left -= _lastRead.Slice(0, consumed).Length;
        _lastRead = default;
        if (_left < 0)
        {
            _onExceeded();
            _connection.Abort(new ConnectionAbortedException("The client sent more than a TLS handshake needs."));
        }
    }
}
