using Dew.Core.Kms;

namespace Dew.Storage;

/// <summary>The content of a record of <see cref="Family.KeyCounts"/>: how many keys its key's class has, at least one.</summary>
internal static class CountFormat
{
    private const byte Version = 1;

    internal static byte[] Encode(long count)
    {
        var writer = new RecordWriter(Version);
        writer.Int64(count);
        return writer.ToArray();
    }

    internal static long Decode(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.KeyCounts, recordKey, content, Version);
        long count = reader.Int64();
        reader.End();
        return count > 0 ? count : throw reader.Damaged("it counts less than one key.");
    }

    internal static KeyClass DecodeKey(ReadOnlySpan<byte> recordKey)
    {
        if (recordKey.Length < RecordKeys.CountPrefixLength)
        {
            throw RecordName.Damaged(Family.KeyCounts, recordKey, "its key is too short.");
        }

        var state = (KeyState)recordKey[RecordKeys.ProjectLength];
        var spec = (KeySpec)recordKey[RecordKeys.ProjectLength + 1];
        return Enum.IsDefined(state) && Enum.IsDefined(spec) &&
            RecordKeys.ToText(recordKey[RecordKeys.CountPrefixLength..]) is { } enterpriseProject
            ? new KeyClass(RecordKeys.ToProject(recordKey), state, spec, enterpriseProject)
            : throw RecordName.Damaged(Family.KeyCounts, recordKey, "its key names no state, specification and enterprise project.");
    }
}
