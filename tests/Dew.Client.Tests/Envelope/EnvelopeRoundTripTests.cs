using Dew.Client.Envelope;
using Dew.Client.Tests.Fakes;
using Xunit;

namespace Dew.Client.Tests.Envelope;

public sealed class EnvelopeRoundTripTests
{
    public static TheoryData<int> Sizes =>
    [
        0, 1, 15, 16, 17,
        Sample.Segment - 1, Sample.Segment, Sample.Segment + 1,
        (2 * Sample.Segment) - 1, 2 * Sample.Segment, (2 * Sample.Segment) + 1,
        (5 * Sample.Segment) + 1234,
    ];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Data_of_any_size_comes_back(int size)
    {
        byte[] data = Sample.Data(size);

        Assert.Equal(data, await Sample.DecryptAsync(await Sample.EncryptAsync(data)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Usual_segment_size_works_at_its_boundary(int beyond)
    {
        byte[] data = Sample.Data((1024 * 1024) + beyond);

        Assert.Equal(data, await Sample.DecryptAsync(await Sample.EncryptAsync(data, new EnvelopeOptions().SegmentSize)));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Length_follows_the_format(int size)
    {
        int segments = Math.Max(1, (size + Sample.Segment - 1) / Sample.Segment);

        Assert.Equal(Sample.HeaderSize + size + (16 * segments), (await Sample.EncryptAsync(Sample.Data(size))).Length);
    }

    [Fact]
    public async Task Source_that_gives_a_few_bytes_at_a_time_makes_no_difference()
    {
        byte[] data = Sample.Data((3 * Sample.Segment) + 7);
        using var destination = new MemoryStream();

        await Sample.DecryptAsync(new TrickleStream(await Sample.EncryptAsync(data)), destination);

        Assert.Equal(data, destination.ToArray());
    }

    [Fact]
    public async Task Same_data_under_the_same_key_looks_different_each_time()
    {
        byte[] data = Sample.Data(100);

        Assert.NotEqual(await Sample.EncryptAsync(data), await Sample.EncryptAsync(data));
    }

    [Fact]
    public async Task Header_names_the_key_and_the_wrapped_data_key()
    {
        EnvelopeHeader header = await EnvelopeHeader.ReadAsync(
            new MemoryStream(await Sample.EncryptAsync([])), TestContext.Current.CancellationToken);

        Assert.Equal((Sample.KeyId, Sample.Segment, Sample.WrappedSize), (header.KeyId, header.SegmentSize, header.WrappedDataKey.Length));
    }

    [Fact]
    public async Task Appliance_makes_and_unwraps_the_data_key()
    {
        await using FakeAppliance appliance = await FakeAppliance.StartAsync();
        using var client = new DewClient(appliance.SocketPath);
        byte[] data = Sample.Data(10_000);
        using MemoryStream envelope = new(), plaintext = new();

        await EnvelopeCipher.EncryptAsync(
            client, appliance.AddKey("a").Details.KeyId, new MemoryStream(data), envelope, cancellationToken: TestContext.Current.CancellationToken);
        envelope.Position = 0;
        await EnvelopeCipher.DecryptAsync(client, envelope, plaintext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(data, plaintext.ToArray());
    }

    [Fact]
    public async Task Progress_counts_the_plaintext()
    {
        var seen = new List<long>();
        using DataKey key = Sample.NewDataKey();

        await EnvelopeCipher.EncryptAsync(
            key,
            new MemoryStream(Sample.Data(Sample.Segment + 10)),
            Stream.Null,
            new EnvelopeOptions { SegmentSize = Sample.Segment, Progress = new Recorder(seen) },
            TestContext.Current.CancellationToken);

        Assert.Equal([Sample.Segment, Sample.Segment + 10], seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2048)]
    [InlineData(5000)]
    [InlineData(32 * 1024 * 1024)]
    [InlineData(-4096)]
    public async Task Other_segment_sizes_are_not_written(int segmentSize)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Sample.EncryptAsync([], segmentSize));
    }

    [Theory]
    [InlineData(EnvelopeFormat.MaxSegments - 1, 0, 1, true)]
    [InlineData(EnvelopeFormat.MaxSegments, 0, 1, false)]
    [InlineData(0, EnvelopeFormat.MaxPlaintext - 1, 1, true)]
    [InlineData(0, EnvelopeFormat.MaxPlaintext, 1, false)]
    public void Limits_of_one_envelope(long segments, long bytes, int length, bool expected)
    {
        Assert.Equal(expected, SegmentCipher.Fits(segments, bytes, length));
    }

    private sealed class Recorder(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }
}
