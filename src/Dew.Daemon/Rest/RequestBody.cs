using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Dew.Core;

namespace Dew.Daemon.Rest;

/// <summary>The JSON body of a request, parsed over the bytes that were read.</summary>
internal sealed class RequestBody : IDisposable
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly JsonDocument _document;

    private RequestBody(JsonDocument document) => _document = document;

    /// <summary>A body without members.</summary>
    internal static RequestBody Empty => new(JsonDocument.Parse("{}"u8.ToArray()));

    internal RequestFields Fields => new(_document.RootElement);

    /// <summary>Parses a body; the bytes must outlive it.</summary>
    internal static Outcome<RequestBody> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (Utf8.IsValid(body.Span) && !HasLoneSurrogate(body.Span))
            {
                JsonDocument document = JsonDocument.Parse(body, s_options);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    return new RequestBody(document);
                }

                document.Dispose();
            }

            return new Failure(Status.BodyNotJson, "The body must be one JSON object in UTF-8, without escapes of lone surrogates.");
        }
        catch (JsonException e)
        {
            return new Failure(
                Status.BodyNotJson,
                $"The body must be one JSON object without duplicate members; the mistake is in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    public void Dispose() => _document.Dispose();

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
}
