using Dew.Core.Kms;

namespace Dew.Storage;

/// <summary>The content of a record of <see cref="Family.KeyVersions"/>. Key id and version are the record's key.</summary>
internal static class KeyVersionFormat
{
    private const byte Version = 1;

    internal static byte[] Encode(KeyVersionRecord version)
    {
        var writer = new RecordWriter(Version);
        writer.Byte((byte)version.Spec);
        writer.UInt32(version.RootGeneration);
        writer.Time(version.Created);
        writer.Bytes(version.WrappedMaterial.Span);
        writer.Bytes(version.PublicKey.Span);
        return writer.ToArray();
    }

    internal static KeyVersionRecord Decode(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.KeyVersions, recordKey, content, Version);
        if (recordKey.Length != RecordKeys.VersionLength)
        {
            throw reader.Damaged("its key is not a key id and a version.");
        }

        var version = new KeyVersionRecord
        {
            KeyId = RecordKeys.ToKeyId(recordKey),
            Version = RecordKeys.ToVersion(recordKey),
            Spec = reader.Enum<KeySpec>(),
            RootGeneration = reader.UInt32(),
            Created = reader.Time(),
            WrappedMaterial = reader.Bytes().ToArray(),
            PublicKey = reader.Bytes().ToArray(),
        };
        reader.End();
        return version;
    }
}
