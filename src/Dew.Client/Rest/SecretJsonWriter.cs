using System.Text;
using System.Text.Unicode;
using Dew.SecureMemory;

namespace Dew.Client.Rest;

/// <summary>
/// Writes a flat JSON object of strings, some of them secret, into memory that is zeroed afterwards. It has its own few lines
/// because the library's writer copies through pooled arrays that nobody clears.
/// </summary>
internal sealed class SecretJsonWriter : IDisposable
{
    /// <summary>Bytes one byte of text becomes at most (\u00XX).</summary>
    internal const int MaxExpansion = 6;

    private readonly SecretBuffer _buffer;
    private int _length;

    /// <param name="capacity">Bytes the document may need; too few is a fault of the caller.</param>
    internal SecretJsonWriter(int capacity)
    {
        _buffer = new SecretBuffer(capacity);
    }

    /// <summary>The document so far; closed by <see cref="Close"/>. Lives as long as this object.</summary>
    internal ReadOnlyMemory<byte> Written => _buffer.DangerousGetMemory()[.._length];

    public void Dispose() => _buffer.Dispose();

    internal void WriteText(string name, string value)
    {
        using var utf8 = new SecretBuffer(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, utf8.DangerousGetSpan());
        WriteUtf8(name, utf8.DangerousGetSpan());
    }

    /// <param name="name">The member's name, plain ASCII.</param>
    /// <param name="value">UTF-8; what JSON needs escaped is escaped, so up to six bytes for one.</param>
    /// <exception cref="ArgumentException">The value is not UTF-8.</exception>
    internal void WriteUtf8(string name, ReadOnlySpan<byte> value)
    {
        if (!Utf8.IsValid(value))
        {
            throw new ArgumentException($"{name} is not valid UTF-8.", nameof(value));
        }

        Open(name);
        foreach (byte b in value)
        {
            WriteEscaped(b);
        }

        Append((byte)'"');
    }

    /// <summary>Hexadecimal of one or two byte strings, one directly after the other.</summary>
    internal void WriteHex(string name, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        Open(name);
        AppendHex(first);
        AppendHex(second);
        Append((byte)'"');
    }

    internal void Close() => Append((byte)'}');

    private void Open(string name)
    {
        Append(_length == 0 ? (byte)'{' : (byte)',');
        Append((byte)'"');
        foreach (char c in name)
        {
            Append((byte)c);
        }

        Append((byte)'"');
        Append((byte)':');
        Append((byte)'"');
    }

    private void WriteEscaped(byte b)
    {
        if (b is (byte)'"' or (byte)'\\')
        {
            Append((byte)'\\');
            Append(b);
        }
        else if (b < 0x20)
        {
            Append((byte)'\\');
            Append((byte)'u');
            Append((byte)'0');
            Append((byte)'0');
            AppendHex([b]);
        }
        else
        {
            Append(b);
        }
    }

    private void AppendHex(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            Append(Digit(b >> 4));
            Append(Digit(b & 15));
        }
    }

    /// <summary>'0' + n, and 39 more for 10..15 without a branch or a table.</summary>
    private static byte Digit(int nibble) => (byte)('0' + nibble + (((9 - nibble) >> 31) & ('a' - '9' - 1)));

    private void Append(byte b) => _buffer.DangerousGetSpan()[_length++] = b;
}
