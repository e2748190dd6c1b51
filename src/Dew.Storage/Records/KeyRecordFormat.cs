using Dew.Core.Kms;

namespace Dew.Storage;

/// <summary>The content of a record of <see cref="Family.Keys"/>. The key id is the record's key.</summary>
internal static class KeyRecordFormat
{
    private const byte Version = 1;

    internal static byte[] Encode(KeyRecord key)
    {
        var writer = new RecordWriter(Version);
        writer.Int64(key.Sequence);
        writer.Byte((byte)key.Spec);
        writer.Byte((byte)key.Usage);
        writer.Byte((byte)key.State);
        writer.UInt32(key.CurrentVersion);
        writer.Time(key.Created);
        writer.Byte(key.DeletionDue is null ? (byte)0 : (byte)1);
        if (key.DeletionDue is { } due)
        {
            writer.Time(due);
        }

        writer.Text(key.Alias);
        writer.Text(key.Description);
        writer.Text(key.EnterpriseProjectId);
        writer.Text(key.KeystoreId);
        return writer.ToArray();
    }

    internal static KeyRecord Decode(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.Keys, recordKey, content, Version);
        if (recordKey.Length != RecordKeys.KeyIdLength)
        {
            throw reader.Damaged("its key is not a key id.");
        }

        var key = new KeyRecord
        {
            Id = RecordKeys.ToKeyId(recordKey),
            Sequence = reader.Int64(),
            Spec = reader.Enum<KeySpec>(),
            Usage = reader.Enum<KeyUsage>(),
            State = reader.Enum<KeyState>(),
            CurrentVersion = reader.UInt32(),
            Created = reader.Time(),
            DeletionDue = reader.Flag() ? reader.Time() : null,
            Alias = reader.Text(),
            Description = reader.Text(),
            EnterpriseProjectId = reader.Text(),
            KeystoreId = reader.Text(),
        };
        reader.End();
        return key;
    }
}
