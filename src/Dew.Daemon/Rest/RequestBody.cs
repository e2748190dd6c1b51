using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Dew.Core;

namespace Dew.Daemon.Rest;

/// <summary>The JSON body of a request, read whole. The bytes stay in Kestrel's buffers, or in one of ours if they came in pieces.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>Bytes accepted: every message of this API is far smaller.</summary>
    internal const int MaxLength = 64 * 1024;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly PipeReader _reader;
    private readonly SequencePosition _end;
    private readonly byte[]? _joined;
    private readonly JsonDocument _document;

    private RequestBody(PipeReader reader, SequencePosition end, byte[]? joined, JsonDocument document)
    {
        _reader = reader;
        _end = end;
        _joined = joined;
        _document = document;
    }

    internal RequestFields Fields => new(_document.RootElement);

    /// <summary>Bytes of the body.</summary>
    internal required int Length { get; init; }

    /// <summary>Reads and parses the body.</summary>
    internal static async ValueTask<Outcome<RequestBody>> ReadAsync(HttpRequest request, CancellationToken cancellation)
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
                return Parse(reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Zeroes what was copied and gives the bytes back to Kestrel, whose buffers are zeroed by their pool.</summary>
    public void Dispose()
    {
        _document.Dispose();
        Release(_reader, _end, _joined);
    }

    private static Outcome<RequestBody> Parse(PipeReader reader, in ReadOnlySequence<byte> buffer)
    {
        byte[]? joined = buffer.IsSingleSegment ? null : Join(buffer);
        ReadOnlyMemory<byte> body = joined is null ? buffer.First : joined.AsMemory(0, (int)buffer.Length);
        Failure failure;
        try
        {
            if (Utf8.IsValid(body.Span) && !HasLoneSurrogate(body.Span))
            {
                JsonDocument document = JsonDocument.Parse(body, s_options);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    return new RequestBody(reader, buffer.End, joined, document) { Length = body.Length };
                }

                document.Dispose();
            }

            failure = new Failure(Status.BodyNotJson, "The body must be one JSON object in UTF-8, without escapes of lone surrogates.");
        }
        catch (JsonException e)
        {
            failure = new Failure(
                Status.BodyNotJson,
                $"The body must be one JSON object without duplicate members; the mistake is in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }

        Release(reader, buffer.End, joined);
        return failure;
    }

    /// <summary>An escape such as \ud800 alone is JSON by its grammar but no Unicode text; refused here, so that nobody else meets one.</summary>
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0)
        {
            return false;
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
                {
                    reader.CopyString(text);
                }
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private static byte[] Join(in ReadOnlySequence<byte> buffer)
    {
        byte[] joined = ArrayPool<byte>.Shared.Rent((int)buffer.Length);
        buffer.CopyTo(joined);
        return joined;
    }

    private static void Release(PipeReader reader, SequencePosition end, byte[]? joined)
    {
        if (joined is not null)
        {
            CryptographicOperations.ZeroMemory(joined);
            ArrayPool<byte>.Shared.Return(joined);
        }

        reader.AdvanceTo(end);
    }

    private static Failure TooLong() => new(Status.BodyTooLong, $"The body must have at most {MaxLength} bytes.");
}
