using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dew.Daemon.Rest;

/// <summary>An answer that may carry secrets, written into the scratch buffer of its request and nowhere else.</summary>
internal sealed class SecretAnswer : IBufferWriter<byte>, IDisposable
{
    /// <summary>Base64's plus sign stays as it is; the answers are JSON for programs and never become HTML.</summary>
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Scratch _scratch;
    private readonly Memory<byte> _buffer;
    private readonly Utf8JsonWriter _writer;
    private int _written;

    internal SecretAnswer(Scratch scratch)
    {
        _scratch = scratch;
        _buffer = scratch.Answer;
        _writer = new Utf8JsonWriter(this, s_options);
        _writer.WriteStartObject();
    }

    internal SecretAnswer KeyId(Guid keyId)
    {
        _writer.WriteString("key_id"u8, keyId);
        return this;
    }

    internal SecretAnswer Text(ReadOnlySpan<byte> name, string value)
    {
        _writer.WriteString(name, value);
        return this;
    }

    internal SecretAnswer Utf8(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _writer.WriteString(name, value);
        return this;
    }

    /// <summary>A number as a decimal string, as this API has it.</summary>
    internal SecretAnswer Number(ReadOnlySpan<byte> name, long value)
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        _ = value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        return Utf8(name, text[..length]);
    }

    internal SecretAnswer Boolean(ReadOnlySpan<byte> name, bool value)
    {
        _writer.WriteBoolean(name, value);
        return this;
    }

    internal SecretAnswer Base64(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _writer.WriteBase64String(name, value);
        return this;
    }

    /// <summary>Upper-case hexadecimal, as in the vendor's examples.</summary>
    /// <param name="name">The member.</param>
    /// <param name="value">At most <see cref="MaxHexBytes"/> bytes.</param>
    internal SecretAnswer Hex(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Span<byte> text = stackalloc byte[2 * MaxHexBytes];
        _ = Convert.TryToHexString(value, text, out int length);
        _writer.WriteString(name, text[..length]);
        text[..length].Clear();
        return this;
    }

    /// <summary>Begins a member that is an object.</summary>
    internal SecretAnswer Object(ReadOnlySpan<byte> name)
    {
        _writer.WriteStartObject(name);
        return this;
    }

    /// <summary>Ends the object that was begun last.</summary>
    internal SecretAnswer End()
    {
        _writer.WriteEndObject();
        return this;
    }

    private const int LongestNumber = 20;

    /// <summary>The longest value of <see cref="Hex"/>: a data key of 1024 bytes, encrypted.</summary>
    private const int MaxHexBytes = 1024 + 124 + 16;

    /// <summary>Sends the answer.</summary>
    internal ValueTask SendAsync(HttpContext http, int status = StatusCodes.Status200OK)
    {
        _writer.WriteEndObject();
        _writer.Flush();
        return RestAnswer.WriteAsync(http, _buffer[.._written], status);
    }

    public void Dispose() => _writer.Dispose();

    void IBufferWriter<byte>.Advance(int count)
    {
        _written += count;
        _scratch.NoteAnswer(_written);
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => _buffer[_written..];

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => _buffer.Span[_written..];
}
