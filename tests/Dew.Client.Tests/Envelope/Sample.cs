using Dew.Client.Envelope;
using Dew.SecureMemory;

namespace Dew.Client.Tests.Envelope;

/// <summary>Data, data keys and envelopes for the tests, the same in every run but for the random in the header.</summary>
internal static class Sample
{
    internal const int Segment = 4096;
    internal const int Sealed = Segment + 16;
    internal const int WrappedSize = 156;
    internal const int HeaderSize = 91 + WrappedSize;
    internal const string KeyId = "0eb7573c-fbac-4487-8b6f-144c5c9d77c7";

    internal static byte[] Data(int length)
    {
        byte[] data = new byte[length];
        new Random(length).NextBytes(data);
        return data;
    }

    internal static DataKey NewDataKey(byte fill = 0x42)
    {
        var secret = new SecretBuffer(32);
        secret.DangerousGetSpan().Fill(fill);
        byte[] wrapped = new byte[WrappedSize];
        Array.Fill(wrapped, (byte)0xA5);
        return new DataKey(KeyId, secret, wrapped);
    }

    internal static async Task<byte[]> EncryptAsync(byte[] plaintext, int segmentSize = Segment)
    {
        using DataKey key = NewDataKey();
        using var destination = new MemoryStream();
        await EnvelopeCipher.EncryptAsync(key, new MemoryStream(plaintext), destination, new EnvelopeOptions { SegmentSize = segmentSize });
        return destination.ToArray();
    }

    internal static async Task<byte[]> DecryptAsync(byte[] envelope, byte keyFill = 0x42)
    {
        using var destination = new MemoryStream();
        await DecryptAsync(new MemoryStream(envelope), destination, keyFill);
        return destination.ToArray();
    }

    internal static async Task DecryptAsync(Stream source, Stream destination, byte keyFill = 0x42)
    {
        using DataKey key = NewDataKey(keyFill);
        EnvelopeHeader header = await EnvelopeHeader.ReadAsync(source);
        await EnvelopeCipher.DecryptAsync(header, key.Plaintext, source, destination);
    }
}
