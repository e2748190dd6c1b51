using Xunit;

namespace Dew.Client.Tests.Envelope;

/// <summary>
/// Envelopes of every released version stay readable. These were made by another implementation (Python's cryptography package)
/// from the README of Dew.Client alone: data key 32 × 0x42, wrapped key 156 × 0xA5, salt SHA-256("salt"), prefix the first 7 bytes of
/// SHA-256("prefix"), content byte i = (7i + i/256) mod 256.
/// </summary>
public sealed class EnvelopeFormatTests
{
    [Fact]
    public async Task Version_1_is_readable()
    {
        byte[] expected = [.. Enumerable.Range(0, 5000).Select(static i => (byte)((i * 7) + (i / 256)))];

        Assert.Equal(expected, await Sample.DecryptAsync(await ReadAsync("version-1.dew")));
    }

    [Fact]
    public async Task Version_1_of_nothing_is_readable()
    {
        Assert.Empty(await Sample.DecryptAsync(await ReadAsync("version-1-empty.dew")));
    }

    private static Task<byte[]> ReadAsync(string name) =>
        File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Envelope", "Formats", name), TestContext.Current.CancellationToken);
}
