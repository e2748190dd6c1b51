using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dew.Core.Identity;

/// <summary>Whether bytes are JSON that can be read without surprise: size, UTF-8, depth, and escapes that are text.</summary>
internal static class PolicyJson
{
    private static readonly JsonDocumentOptions s_documentOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Document, Statement, statement, Condition, operator, values: six, and two to spare so that what is wrong can be named.</summary>
    private const int MaxDepth = 8;

    /// <summary>Takes the bytes apart. The caller disposes the document.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="document">The document.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    internal static string? Open(ReadOnlySpan<byte> json, out JsonDocument? document)
    {
        document = null;
        if (json.Length > PolicyDocument.MaxBytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The document has {json.Length} bytes; up to {PolicyDocument.MaxBytes} are accepted");
        }

        if (!Utf8.IsValid(json))
        {
            return "The document is not valid UTF-8";
        }

        int characters = Encoding.UTF8.GetCharCount(json);
        if (characters > PolicyDocument.MaxCharacters)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"The document has {characters} characters; up to {PolicyDocument.MaxCharacters} are accepted");
        }

        try
        {
            string? problem = CheckEscapes(json);
            document = problem is null ? JsonDocument.Parse(json.ToArray(), s_documentOptions) : null;
            return problem;
        }
        catch (JsonException e)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The document is not JSON of at most {MaxDepth} levels: line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}");
        }
    }

    /// <summary>An escaped half of a surrogate pair is JSON, but no text; reading it would throw later.</summary>
    private static string? CheckEscapes(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        Span<char> text = new char[json.Length];
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                reader.CopyString(text);
            }
            catch (InvalidOperationException)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The text at byte {reader.TokenStartIndex} has an escape that is no character");
            }
        }

        return null;
    }
}
