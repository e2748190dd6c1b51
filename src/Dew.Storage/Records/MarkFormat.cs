namespace Dew.Storage;

/// <summary>The content of a record whose key says everything: jobs and erasures.</summary>
internal static class MarkFormat
{
    private const byte Version = 1;

    internal static byte[] Encode() => new RecordWriter(Version).ToArray();

    internal static void Decode(Family family, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content) =>
        new RecordReader(family, recordKey, content, Version).End();
}
