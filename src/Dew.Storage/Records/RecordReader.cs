using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Dew.Core.Ports;

namespace Dew.Storage;

/// <summary>Reads what <see cref="RecordWriter"/> wrote, strictly; whatever does not fit is damage, named by family and key.</summary>
internal ref struct RecordReader
{
    private readonly Family _family;
    private readonly ReadOnlySpan<byte> _key;
    private ReadOnlySpan<byte> _rest;

    internal RecordReader(Family family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, byte recordVersion)
    {
        _family = family;
        _key = key;
        _rest = content;
        byte version = Byte();
        if (version != recordVersion)
        {
            throw Damaged($"it has record version {version}, not {recordVersion}.");
        }
    }

    internal byte Byte() => Take(1)[0];

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    internal Guid KeyId() => RecordKeys.ToKeyId(Take(RecordKeys.KeyIdLength));

    internal string Project() => RecordKeys.ToProject(Take(RecordKeys.ProjectLength));

    internal bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        byte other => throw Damaged($"{other} is neither yes nor no."),
    };

    /// <summary>One byte that must be a number of <typeparamref name="T"/>, and not the unassigned one.</summary>
    internal T Enum<T>()
        where T : struct, Enum
    {
        byte number = Byte();
        T value = Unsafe.BitCast<byte, T>(number);
        return number != 0 && System.Enum.IsDefined(value) ? value : throw Damaged($"{number} is no {typeof(T).Name}.");
    }

    internal DateTimeOffset Time() => ToTime(Int64()) ?? throw Damaged("a time is out of range.");

    internal string Text() => RecordKeys.ToText(Bytes()) ?? throw Damaged("a text is not UTF-8.");

    internal ReadOnlySpan<byte> Bytes()
    {
        uint length = UInt32();
        return length <= _rest.Length ? Take((int)length) : throw Damaged("it ends too early.");
    }

    internal readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw Damaged($"{_rest.Length} bytes follow its end.");
        }
    }

    internal readonly StoreException Damaged(string what) => RecordName.Damaged(_family, _key, what);

    /// <summary>Null if the calendar has no such time.</summary>
    internal static DateTimeOffset? ToTime(long unixMs) =>
        unixMs >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && unixMs <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
            : null;

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw Damaged("it ends too early.");
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
