using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Dew.Core;

namespace Dew.Daemon.Rest;

/// <summary>The bytes of a request's body, read whole. They stay in Kestrel's buffers, or in one of ours if they came in pieces.</summary>
internal readonly struct RequestBytes : IDisposable
{
    /// <summary>Bytes accepted: every message of this API is far smaller.</summary>
    internal const int MaxLength = 64 * 1024;

    private readonly PipeReader _reader;
    private readonly SequencePosition _end;
    private readonly byte[]? _joined;

    private RequestBytes(PipeReader reader, in ReadOnlySequence<byte> buffer)
    {
        _reader = reader;
        _end = buffer.End;
        _joined = buffer.IsSingleSegment ? null : Join(buffer);
        Memory = _joined is null ? buffer.First : _joined.AsMemory(0, (int)buffer.Length);
    }

    /// <summary>The body; it holds until this is disposed.</summary>
    internal ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Reads the body.</summary>
    internal static async ValueTask<Outcome<RequestBytes>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxLength)
        {
            return TooLong();
        }

        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > MaxLength)
            {
                reader.AdvanceTo(read.Buffer.End);
                return TooLong();
            }

            if (read.IsCompleted)
            {
                return new RequestBytes(reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Zeroes what was copied and gives the bytes back to Kestrel, whose buffers are zeroed by their pool.</summary>
    public void Dispose()
    {
        if (_joined is not null)
        {
            CryptographicOperations.ZeroMemory(_joined);
            ArrayPool<byte>.Shared.Return(_joined);
        }

        _reader.AdvanceTo(_end);
    }

    private static byte[] Join(in ReadOnlySequence<byte> buffer)
    {
        byte[] joined = ArrayPool<byte>.Shared.Rent((int)buffer.Length);
        buffer.CopyTo(joined);
        return joined;
    }

    private static Failure TooLong() => new(Status.BodyTooLong, $"The body must have at most {MaxLength} bytes.");
}
