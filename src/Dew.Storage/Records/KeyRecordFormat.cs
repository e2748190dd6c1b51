using Dew.Core.Kms;

namespace Dew.Storage;

/// <summary>The content of a record of <see cref="Family.Keys"/>. The key id is the record's key.</summary>
internal static class KeyRecordFormat
{
    private const byte Version = 2;
    private const byte VersionWithoutProject = 1;

    internal static byte[] Encode(KeyRecord key)
    {
        var writer = new RecordWriter(Version);
        writer.Project(key.ProjectId);
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
        writer.UInt32((uint)key.Tags.Count);
        foreach (Tag tag in key.Tags)
        {
            writer.Text(tag.Key);
            writer.Text(tag.Value);
        }

        return writer.ToArray();
    }

    internal static KeyRecord Decode(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.Keys, recordKey, content, Version);
        KeyRecord key = ReadCommon(ref reader, recordKey, reader.Project());
        key = key with { Tags = ReadTags(ref reader) };
        reader.End();
        return key;
    }

    /// <summary>Decodes a record of store format 1, which had one project and no tags.</summary>
    internal static KeyRecord DecodeFormat1(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content, string projectId)
    {
        var reader = new RecordReader(Family.Keys, recordKey, content, VersionWithoutProject);
        KeyRecord key = ReadCommon(ref reader, recordKey, projectId);
        reader.End();
        return key;
    }

    private static KeyRecord ReadCommon(ref RecordReader reader, ReadOnlySpan<byte> recordKey, string projectId)
    {
        if (recordKey.Length != RecordKeys.KeyIdLength)
        {
            throw reader.Damaged("its key is not a key id.");
        }

        return new KeyRecord
        {
            Id = RecordKeys.ToKeyId(recordKey),
            ProjectId = projectId,
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
    }

    /// <summary>Each key once and in order, as <see cref="TagSet"/> has them: one set has one form.</summary>
    private static TagSet ReadTags(ref RecordReader reader)
    {
        uint count = reader.UInt32();
        if (count == 0)
        {
            return TagSet.Empty;
        }

        var tags = new List<Tag>();
        for (uint i = 0; i < count; i++)
        {
            var tag = new Tag(reader.Text(), reader.Text());
            if (i > 0 && string.CompareOrdinal(tags[^1].Key, tag.Key) >= 0)
            {
                throw reader.Damaged("its tags are not in order.");
            }

            tags.Add(tag);
        }

        return TagSet.Of(tags);
    }
}
