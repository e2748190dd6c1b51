using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dew.Testing;

/// <summary>One HTTP/1.1 connection over a Unix socket or TCP, with full control of the bytes that are sent.</summary>
/// <remarks>Blocking; for one thread.</remarks>
public sealed class RawHttp : IDisposable
{
    private readonly EndPoint _peer;
    private readonly TimeSpan _answerWithin;
    private Socket _socket;
    private bool _isOver;
    private byte[] _buffer = new byte[16384];
    private int _start;
    private int _end;

    /// <summary>Connects to a Unix socket.</summary>
    public RawHttp(string socketPath, TimeSpan? answerWithin = null)
        : this(new UnixDomainSocketEndPoint(socketPath), answerWithin)
    {
    }

    /// <summary>Connects to a Unix socket or a port.</summary>
    public RawHttp(EndPoint peer, TimeSpan? answerWithin = null)
    {
        _peer = peer;
        _answerWithin = answerWithin ?? TimeSpan.FromSeconds(30);
        _socket = Connect();
    }

    /// <summary>A request for one connection, one after another, as bytes.</summary>
    public static byte[] Request(string method, string path, ReadOnlySpan<byte> body, string contentType = "application/json")
    {
        string head = $"{method} {path} HTTP/1.1\r\nHost: dew\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>Sends bytes as they are.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <summary>Says that nothing more will be sent.</summary>
    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Sends one request and reads its answer, on a new connection if the last answer was the last of its connection (RFC 9112 §9.6).</summary>
    public HttpAnswer Exchange(string method, string path, string body = "") => Exchange(Request(method, path, Encoding.UTF8.GetBytes(body)));

    /// <summary>Like <see cref="Exchange(string, string, string)"/>, with a request as bytes.</summary>
    public HttpAnswer Exchange(ReadOnlySpan<byte> request)
    {
        if (_isOver)
        {
            _socket.Dispose();
            _socket = Connect();
            _start = _end = 0;
            _isOver = false;
        }

        Send(request);
        return Read() ?? throw new IOException("the connection was closed without an answer");
    }

    /// <summary>Reads one answer, or null when the connection was closed before its first byte.</summary>
    /// <exception cref="InvalidDataException">What came is not HTTP/1.1.</exception>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public HttpAnswer? Read()
    {
        HttpAnswer? answer;
        do
        {
            answer = ReadOne();
        }
        while (answer is { Status: 100 });
        return answer;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _socket.Dispose();

    private Socket Connect()
    {
        var socket = new Socket(_peer.AddressFamily, SocketType.Stream, _peer.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        socket.ReceiveTimeout = socket.SendTimeout = (int)_answerWithin.TotalMilliseconds;
        socket.Connect(_peer);
        return socket;
    }

    private HttpAnswer? ReadOne()
    {
        string? statusLine = ReadLine(endIsFine: true);
        if (statusLine is null)
        {
            return null;
        }
        if (statusLine.Length < 12 || !statusLine.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ||
            !int.TryParse(statusLine.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int status))
        {
            throw new InvalidDataException($"not a status line: {statusLine}");
        }
        Dictionary<string, string> headers = [];
        while (ReadLine(endIsFine: false) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw new InvalidDataException($"not a header: {line}");
            }
            headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
        _isOver = headers.TryGetValue("connection", out string? connection) && connection == "close";
        return new HttpAnswer(status, headers, ReadBody(status, headers));
    }

    private byte[] ReadBody(int status, Dictionary<string, string> headers)
    {
        if (status is 100 or 204 or 304)
        {
            return [];
        }
        if (headers.TryGetValue("transfer-encoding", out string? encoding) && encoding == "chunked")
        {
            return ReadChunks();
        }
        if (headers.TryGetValue("content-length", out string? length))
        {
            return ReadBytes(int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture));
        }
        using MemoryStream rest = new();
        while (_start < _end || Fill())
        {
            rest.Write(_buffer, _start, _end - _start);
            _start = _end;
        }
        return rest.ToArray();
    }

    private byte[] ReadChunks()
    {
        using MemoryStream body = new();
        while (true)
        {
            int size = int.Parse(ReadLine(endIsFine: false)!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            body.Write(ReadBytes(size));
            ReadLine(endIsFine: false);
            if (size == 0)
            {
                return body.ToArray();
            }
        }
    }

    private byte[] ReadBytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            if (_start == _end && !Fill())
            {
                throw new InvalidDataException($"the answer ends after {have} of {count} bytes");
            }
            int now = Math.Min(count - have, _end - _start);
            _buffer.AsSpan(_start, now).CopyTo(bytes.AsSpan(have));
            _start += now;
            have += now;
        }
        return bytes;
    }

    private string? ReadLine(bool endIsFine)
    {
        int searched = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf("\r\n"u8);
            if (at >= 0)
            {
                string line = Encoding.Latin1.GetString(_buffer, _start, searched + at);
                _start += searched + at + 2;
                return line;
            }
            searched = Math.Max(0, _end - _start - 1);
            if (!Fill())
            {
                return endIsFine && _start == _end ? null : throw new InvalidDataException("the connection was closed within an answer");
            }
        }
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            byte[] larger = _start > 0 ? _buffer : new byte[_buffer.Length * 2];
            _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
            (_buffer, _end, _start) = (larger, _end - _start, 0);
        }
        try
        {
            int got = _socket.Receive(_buffer, _end, _buffer.Length - _end, SocketFlags.None);
            _end += got;
            return got > 0;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut || e.SocketErrorCode == SocketError.WouldBlock)
        {
            throw new TimeoutException($"no answer within {_socket.ReceiveTimeout} ms", e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return false;
        }
    }
}
