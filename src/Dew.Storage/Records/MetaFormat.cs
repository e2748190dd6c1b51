using System.Buffers.Binary;
using Dew.Core.Appliance;

namespace Dew.Storage;

/// <summary>The contents of the records of <see cref="Family.Meta"/>.</summary>
internal static class MetaFormat
{
    private const byte Version = 1;

    /// <summary>The store's format version; this record alone is neither sealed nor versioned: it must be readable by every version for ever.</summary>
    internal static byte[] EncodeFormat(uint format)
    {
        byte[] value = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(value, format);
        return value;
    }

    internal static uint DecodeFormat(ReadOnlySpan<byte> value) =>
        value.Length == sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(value)
            : throw RecordName.Damaged(Family.Meta, RecordKeys.Format, $"it has {value.Length} bytes, not {sizeof(uint)}.");

    /// <summary>Not sealed by the store: it holds the store key, sealed by the HSM.</summary>
    internal static byte[] EncodeBootstrap(StoreBootstrap bootstrap)
    {
        var writer = new RecordWriter(Version);
        writer.UInt32(bootstrap.StoreKeyGeneration);
        writer.Bytes(bootstrap.SealedStoreKey.Span);
        return writer.ToArray();
    }

    internal static StoreBootstrap DecodeBootstrap(ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.Meta, RecordKeys.Bootstrap, content, Version);
        var bootstrap = new StoreBootstrap(reader.UInt32(), reader.Bytes().ToArray());
        reader.End();
        return bootstrap;
    }

    /// <summary>Opens with the right store key only, and repeats the format version, so that the unsealed one cannot be set back.</summary>
    internal static byte[] EncodeCheck(uint format)
    {
        var writer = new RecordWriter(Version);
        writer.UInt32(format);
        return writer.ToArray();
    }

    internal static uint DecodeCheck(ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.Meta, RecordKeys.Check, content, Version);
        uint format = reader.UInt32();
        reader.End();
        return format;
    }

    internal static byte[] EncodeIdentity(ApplianceIdentity identity)
    {
        var writer = new RecordWriter(Version);
        writer.Text(identity.ProjectId);
        writer.Text(identity.DomainId);
        writer.Text(identity.Region);
        return writer.ToArray();
    }

    internal static ApplianceIdentity DecodeIdentity(ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.Meta, RecordKeys.Identity, content, Version);
        string projectId = reader.Text();
        string domainId = reader.Text();
        string region = reader.Text();
        reader.End();
        return ApplianceIdentity.IsId(projectId) && ApplianceIdentity.IsId(domainId) && region.Length > 0
            ? new ApplianceIdentity(projectId, domainId, region)
            : throw reader.Damaged("an id is not 32 hexadecimal digits, or the region is empty.");
    }

    internal static byte[] EncodeSequence(long lastTaken)
    {
        var writer = new RecordWriter(Version);
        writer.Int64(lastTaken);
        return writer.ToArray();
    }

    internal static long DecodeSequence(ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(Family.Meta, RecordKeys.Sequence, content, Version);
        long lastTaken = reader.Int64();
        reader.End();
        return lastTaken >= 0 ? lastTaken : throw reader.Damaged("the sequence is negative.");
    }
}
