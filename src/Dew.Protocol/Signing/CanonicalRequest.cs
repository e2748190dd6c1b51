using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Dew.Protocol.Signing;

/// <summary>
/// Writes what is hashed and signed of a request, in this order: method, path, query, each signed header, the end. The text is kept in a
/// rented buffer, which <see cref="Dispose"/> zeroes: headers may carry security tokens.
/// </summary>
public ref partial struct CanonicalRequest
{
    private const byte LineFeed = (byte)'\n';

    private byte[] _buffer;
    private int _length;

    /// <summary>Starts with the method.</summary>
    /// <param name="method">The method; written in upper case.</param>
    public CanonicalRequest(ReadOnlySpan<char> method)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(1024);
        Span<byte> place = Reserve(Encoding.UTF8.GetMaxByteCount(method.Length) + 1);
        int length = Encoding.UTF8.GetBytes(method, place);
        Ascii.ToUpperInPlace(place[..length], out _);
        place[length] = LineFeed;
        _length += length + 1;
    }

    /// <summary>What was written so far.</summary>
    public readonly ReadOnlySpan<byte> Text => _buffer.AsSpan(0, _length);

    /// <summary>Whether the forms of a path can differ.</summary>
    /// <param name="path">The path as it stands in the request.</param>
    public static bool HasForms(ReadOnlySpan<char> path) => path.ContainsAnyExcept(PercentEncoding.PlainPath);

    /// <summary>Writes the path, with a slash at its end.</summary>
    /// <param name="path">The path as it stands in the request.</param>
    /// <param name="form">Which form.</param>
    public void Path(scoped ReadOnlySpan<char> path, PathForm form)
    {
        if (!HasForms(path))
        {
            AppendText(path);
        }
        else if (form == PathForm.Decoded)
        {
            AppendDecodedPath(path);
        }
        else
        {
            AppendPathAgain(path, keepHighEscapes: form == PathForm.AsciiEncodedAgain);
        }

        if (_buffer[_length - 1] != (byte)'/')
        {
            Append((byte)'/');
        }

        Append(LineFeed);
    }

    /// <summary>Writes a signed header. The caller gives them in the order of their names.</summary>
    /// <param name="name">Its name in lower case.</param>
    /// <param name="value">Its value as text; hashed as UTF-8 without spaces and tabs around it.</param>
    public void Header(scoped ReadOnlySpan<char> name, scoped ReadOnlySpan<char> value)
    {
        AppendText(name);
        Append((byte)':');
        AppendText(value.Trim(" \t"));
        Append(LineFeed);
    }

    /// <summary>Writes the end.</summary>
    /// <param name="signedHeaders">The names of the signed headers in lower case and ascending order, separated by semicolons.</param>
    /// <param name="payloadHash">The SHA-256 of the body.</param>
    public void Finish(scoped ReadOnlySpan<char> signedHeaders, scoped ReadOnlySpan<byte> payloadHash)
    {
        Append(LineFeed);
        AppendText(signedHeaders);
        Append(LineFeed);
        Span<byte> hex = Reserve(2 * payloadHash.Length);
        Convert.TryToHexStringLower(payloadHash, hex, out int written);
        _length += written;
    }

    /// <summary>The SHA-256 of what was written.</summary>
    /// <param name="hash">Receives 32 bytes.</param>
    public readonly void Hash(Span<byte> hash) => SHA256.HashData(Text, hash);

    /// <summary>Zeroes and returns the buffer.</summary>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        if (buffer is not null)
        {
            _buffer = null!;
            CryptographicOperations.ZeroMemory(buffer.AsSpan(0, _length));
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void AppendDecodedPath(scoped ReadOnlySpan<char> path)
    {
        byte[] decoded = ArrayPool<byte>.Shared.Rent(PercentEncoding.MaxDecodedLength(path.Length));
        int length = PercentEncoding.Decode(path, plusIsSpace: false, decoded);
        foreach (byte b in decoded.AsSpan(0, length))
        {
            if (b == (byte)'/')
            {
                Append(b);
            }
            else
            {
                AppendEscaped(b, PercentEncoding.UnreservedBytes);
            }
        }

        ArrayPool<byte>.Shared.Return(decoded);
    }

    private void AppendPathAgain(scoped ReadOnlySpan<char> path, bool keepHighEscapes)
    {
        Span<byte> bytes = stackalloc byte[4];
        while (!path.IsEmpty)
        {
            char c = path[0];
            if (c == '/')
            {
                Append((byte)'/');
                path = path[1..];
            }
            else if (keepHighEscapes && c == '%' && PercentEncoding.IsEscape(path) && PercentEncoding.EscapedByte(path) >= 0x80)
            {
                AppendEscaped(PercentEncoding.EscapedByte(path), PercentEncoding.ScriptBytes);
                path = path[3..];
            }
            else if (c is '\'' or '|' or '^')
            {
                // Node's signer has these escaped before it encodes, and still they go over the wire as they are.
                AppendEscaped((byte)'%', PercentEncoding.ScriptBytes);
                Append(UpperHex(c >> 4));
                Append(UpperHex(c & 0xF));
                path = path[1..];
            }
            else
            {
                Rune.DecodeFromUtf16(path, out Rune rune, out int consumed);
                foreach (byte b in bytes[..rune.EncodeToUtf8(bytes)])
                {
                    AppendEscaped(b, PercentEncoding.ScriptBytes);
                }

                path = path[consumed..];
            }
        }
    }

    private void AppendText(scoped ReadOnlySpan<char> text)
    {
        Span<byte> place = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, place);
    }

    private void AppendEscaped(byte value, SearchValues<byte> literal)
    {
        if (literal.Contains(value))
        {
            Append(value);
            return;
        }

        Span<byte> place = Reserve(3);
        place[0] = (byte)'%';
        place[1] = UpperHex(value >> 4);
        place[2] = UpperHex(value & 0xF);
        _length += 3;
    }

    private void Append(byte value)
    {
        Reserve(1)[0] = value;
        _length++;
    }

    private static byte UpperHex(int digit) => "0123456789ABCDEF"u8[digit];

    /// <summary>Room behind what was written.</summary>
    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, _length + count));
            Text.CopyTo(larger);
            CryptographicOperations.ZeroMemory(_buffer.AsSpan(0, _length));
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
