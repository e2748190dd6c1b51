using System.Text.Json;

namespace Dew.Core.Certificates;

/// <summary>How a record is stored: one JSON object.</summary>
public static class CertificateFormat
{
    /// <summary>The stored form.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Encode(CertificateRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, CertificateJson.Default.CertificateRecord);

    /// <summary>The record; null if the bytes are none.</summary>
    /// <param name="content">The stored form.</param>
    public static CertificateRecord? Decode(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, CertificateJson.Default.CertificateRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
