using Dew.Client.Envelope;
using Xunit;

namespace Dew.Client.Tests.Envelope;

/// <summary>Whatever happens to an envelope, it is refused, and no byte that was not encrypted comes out before that.</summary>
public sealed class EnvelopeDamageTests
{
    private const int Segments = 4;

    private static readonly byte[] s_data = Sample.Data((3 * Sample.Segment) + 100);

    [Fact]
    public async Task Every_flipped_bit_of_the_header_is_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);
        for (int bit = 0; bit < Sample.HeaderSize * 8; bit++)
        {
            byte[] damaged = [.. envelope];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            await AssertRefusedAsync(damaged, $"bit {bit}");
        }
    }

    [Fact]
    public async Task Every_cut_in_the_header_and_around_the_segment_boundaries_is_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);
        IEnumerable<int> inHeader = Enumerable.Range(0, Sample.HeaderSize + 1);
        IEnumerable<int> aroundBoundaries = Enumerable.Range(0, Segments)
            .SelectMany(static segment => Enumerable.Range(Sample.HeaderSize + (segment * Sample.Sealed) - 20, 40))
            .Concat(Enumerable.Range(envelope.Length - 40, 40));
        foreach (int length in inHeader.Concat(aroundBoundaries).Where(length => length < envelope.Length))
        {
            await AssertRefusedAsync(envelope[..length], $"cut to {length}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cut_after_a_whole_segment_is_called_a_cut(int segments)
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);

        EnvelopeException error = await Assert.ThrowsAsync<EnvelopeException>(
            () => Sample.DecryptAsync(envelope[..(Sample.HeaderSize + (segments * Sample.Sealed))]));

        Assert.Equal(EnvelopeFailure.Truncated, error.Failure);
    }

    [Fact]
    public async Task Segments_in_another_order_are_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);
        for (int first = 0; first < Segments; first++)
        {
            for (int second = first + 1; second < Segments; second++)
            {
                List<byte[]> parts = Split(envelope);
                (parts[first + 1], parts[second + 1]) = (parts[second + 1], parts[first + 1]);
                await AssertRefusedAsync(Join(parts), $"{first} and {second} exchanged");
            }
        }
    }

    [Fact]
    public async Task Dropped_segment_is_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);
        for (int segment = 0; segment < Segments; segment++)
        {
            List<byte[]> parts = Split(envelope);
            parts.RemoveAt(segment + 1);
            await AssertRefusedAsync(Join(parts), $"{segment} dropped");
        }
    }

    [Fact]
    public async Task Doubled_segment_is_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);
        for (int segment = 0; segment < Segments; segment++)
        {
            List<byte[]> parts = Split(envelope);
            parts.Insert(segment + 1, parts[segment + 1]);
            await AssertRefusedAsync(Join(parts), $"{segment} doubled");
        }
    }

    [Fact]
    public async Task Segment_of_another_envelope_of_the_same_data_key_is_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);
        List<byte[]> other = Split(await Sample.EncryptAsync(s_data));
        for (int part = 0; part <= Segments; part++)
        {
            List<byte[]> parts = Split(envelope);
            parts[part] = other[part];
            await AssertRefusedAsync(Join(parts), $"part {part} of another");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(Sample.Sealed)]
    [InlineData(3 * Sample.Sealed)]
    public async Task Bytes_after_the_end_are_refused(int length)
    {
        await AssertRefusedAsync([.. await Sample.EncryptAsync(s_data), .. new byte[length]], $"{length} more");
    }

    [Fact]
    public async Task Bytes_after_a_full_last_segment_are_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data[..Sample.Segment]);

        await AssertRefusedAsync([.. envelope, 0], "one more");
    }

    [Fact]
    public async Task Empty_segment_after_others_is_refused()
    {
        using DataKey key = Sample.NewDataKey();
        EnvelopeHeader header = EnvelopeHeader.Create(key.KeyId, key.Ciphertext.Span, Sample.Segment);
        using var cipher = new SegmentCipher(header, key.Plaintext);
        byte[] full = new byte[Sample.Sealed], empty = new byte[16];
        cipher.Seal(s_data.AsSpan(0, Sample.Segment), full, last: false);
        cipher.Seal([], empty, last: true);

        await AssertRefusedAsync([.. header.Bytes.Span, .. full, .. empty], "authentic but empty last segment");
    }

    [Fact]
    public async Task Another_data_key_is_refused()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);

        await Assert.ThrowsAsync<EnvelopeException>(() => Sample.DecryptAsync(envelope, keyFill: 0x43));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, this is only a text file and no envelope, whatever its name may say; long enough for a header")]
    public async Task Other_files_are_named_as_such(string content)
    {
        EnvelopeException error = await Assert.ThrowsAsync<EnvelopeException>(
            () => Sample.DecryptAsync(System.Text.Encoding.ASCII.GetBytes(content)));

        Assert.Equal(EnvelopeFailure.NotAnEnvelope, error.Failure);
    }

    [Fact]
    public async Task Later_version_is_named_as_such()
    {
        byte[] envelope = await Sample.EncryptAsync([]);
        envelope[8] = 2;

        EnvelopeException error = await Assert.ThrowsAsync<EnvelopeException>(() => Sample.DecryptAsync(envelope));

        Assert.Equal(EnvelopeFailure.Unsupported, error.Failure);
    }

    [Fact]
    public async Task Random_damage_is_refused()
    {
        const int Seed = 20261123;
        const int Rounds = 3000;
        byte[] envelope = await Sample.EncryptAsync(s_data);
        var random = new Random(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] damaged = Mutation.Apply(envelope, random);
            if (!damaged.AsSpan().SequenceEqual(envelope))
            {
                await AssertRefusedAsync(damaged, $"seed {Seed}, round {round}");
            }
        }
    }

    private static List<byte[]> Split(byte[] envelope) => [envelope[..Sample.HeaderSize], .. envelope[Sample.HeaderSize..].Chunk(Sample.Sealed)];

    private static byte[] Join(List<byte[]> parts) => [.. parts.SelectMany(static part => part)];

    private static async Task AssertRefusedAsync(byte[] damaged, string what)
    {
        using var destination = new MemoryStream();
        EnvelopeException? error = await Record.ExceptionAsync(() => Sample.DecryptAsync(new MemoryStream(damaged), destination)) as EnvelopeException;

        Assert.True(error is not null, $"{what}: not refused");
        Assert.True(s_data.AsSpan().StartsWith(destination.ToArray()), $"{what}: gave bytes that were never encrypted");
        Assert.True(destination.Length < s_data.Length, $"{what}: gave everything before it was refused");
    }
}
