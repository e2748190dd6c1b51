using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Dew.Storage;

/// <summary>Writes the content of a record: numbers little-endian, texts and byte strings after their length.</summary>
internal sealed class RecordWriter
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _buffer = new();

    internal RecordWriter(byte recordVersion) => Byte(recordVersion);

    internal void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    internal void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
    }

    internal void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    internal void KeyId(Guid value)
    {
        value.TryWriteBytes(_buffer.GetSpan(RecordKeys.KeyIdLength), bigEndian: true, out _);
        _buffer.Advance(RecordKeys.KeyIdLength);
    }

    /// <exception cref="ArgumentException">It is not a project id.</exception>
    internal void Project(string projectId) => _buffer.Write(RecordKeys.OfProject(projectId));

    /// <exception cref="ArgumentException">The time is not whole milliseconds, so what is read back would differ.</exception>
    internal void Time(DateTimeOffset value) => Int64(WholeMilliseconds(value));

    /// <exception cref="ArgumentException">The text has half a surrogate pair and so no UTF-8 form.</exception>
    internal void Text(string value) => Bytes(s_strictUtf8.GetBytes(value));

    internal void Bytes(ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        _buffer.Write(value);
    }

    internal byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    /// <summary>Milliseconds since 1970, UTC.</summary>
    /// <exception cref="ArgumentException">The time is not whole milliseconds.</exception>
    internal static long WholeMilliseconds(DateTimeOffset value) =>
        value.UtcTicks % TimeSpan.TicksPerMillisecond == 0
            ? value.ToUnixTimeMilliseconds()
            : throw new ArgumentException("A time to be stored is whole milliseconds.", nameof(value));
}
