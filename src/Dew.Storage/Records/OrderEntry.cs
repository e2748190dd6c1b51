using Dew.Core.Kms;

namespace Dew.Storage;

/// <summary>A key's place in the order of creation of its project, with what a listing filters by.</summary>
internal readonly record struct OrderEntry(long Sequence, Guid KeyId, KeyClass Class)
{
    private const byte Version = 1;

    internal static OrderEntry Of(KeyRecord key) => new(key.Sequence, key.Id, KeyClass.Of(key));

    /// <summary>The key of a record of <see cref="Family.KeyOrder"/>.</summary>
    internal byte[] RecordKey() => RecordKeys.OfOrder(Class.ProjectId, Sequence);

    /// <summary>The content of a record of <see cref="Family.KeyOrder"/>. Project and sequence are the record's key.</summary>
    internal byte[] Encode()
    {
        var writer = new RecordWriter(Version);
        writer.KeyId(KeyId);
        writer.Byte((byte)Class.State);
        writer.Byte((byte)Class.Spec);
        writer.Text(Class.EnterpriseProjectId);
        return writer.ToArray();
    }

    internal static OrderEntry Decode(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.KeyOrder, recordKey, content, Version);
        if (recordKey.Length != RecordKeys.OrderLength)
        {
            throw reader.Damaged("its key is not a project and a sequence number.");
        }

        Guid keyId = reader.KeyId();
        var keyClass = new KeyClass(RecordKeys.ToProject(recordKey), reader.Enum<KeyState>(), reader.Enum<KeySpec>(), reader.Text());
        reader.End();
        return new OrderEntry(RecordKeys.ToOrderSequence(recordKey), keyId, keyClass);
    }
}
