namespace Dew.Storage;

/// <summary>The content of a record of <see cref="Family.Aliases"/>. The alias is the record's key.</summary>
internal static class AliasFormat
{
    private const byte Version = 1;

    internal static byte[] Encode(Guid keyId)
    {
        var writer = new RecordWriter(Version);
        writer.KeyId(keyId);
        return writer.ToArray();
    }

    internal static Guid Decode(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.Aliases, recordKey, content, Version);
        Guid keyId = reader.KeyId();
        reader.End();
        return keyId;
    }
}
