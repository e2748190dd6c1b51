using System.Buffers;
using System.Text;

namespace Dew.Protocol.Signing;

/// <summary>Percent-encoding as signatures want it (RFC 3986 §2.1): unreserved characters stand for themselves, everything else is %XX in upper case.</summary>
internal static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    /// <summary>Bytes that are never escaped.</summary>
    internal static readonly SearchValues<byte> UnreservedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved));

    /// <summary>Bytes that JavaScript's encodeURIComponent does not escape (ECMA-262, 19.2.6.4).</summary>
    internal static readonly SearchValues<byte> ScriptBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved + "!'()*"));

    /// <summary>Paths of these characters alone are the same in every form.</summary>
    internal static readonly SearchValues<char> PlainPath = SearchValues.Create(Unreserved + "/");

    /// <summary>The longest text that <see cref="Decode"/> can give.</summary>
    internal static int MaxDecodedLength(int textLength) => Encoding.UTF8.GetMaxByteCount(textLength);

    /// <summary>Decodes escapes; a percent sign without two hexadecimal digits after it stands for itself. Characters above 7F are taken as UTF-8.</summary>
    /// <returns>Bytes written.</returns>
    internal static int Decode(ReadOnlySpan<char> text, bool plusIsSpace, Span<byte> destination)
    {
        int length = 0;
        while (!text.IsEmpty)
        {
            char c = text[0];
            if (c == '%' && IsEscape(text))
            {
                destination[length++] = EscapedByte(text);
                text = text[3..];
            }
            else if (c < 0x80)
            {
                destination[length++] = c == '+' && plusIsSpace ? (byte)' ' : (byte)c;
                text = text[1..];
            }
            else
            {
                Rune.DecodeFromUtf16(text, out Rune rune, out int consumed);
                length += rune.EncodeToUtf8(destination[length..]);
                text = text[consumed..];
            }
        }

        return length;
    }

    /// <summary>Whether a text that begins with a percent sign begins with an escape.</summary>
    internal static bool IsEscape(ReadOnlySpan<char> text) => text.Length >= 3 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    /// <summary>The byte of an escape.</summary>
    internal static byte EscapedByte(ReadOnlySpan<char> escape) => (byte)((Digit(escape[1]) << 4) | Digit(escape[2]));

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
