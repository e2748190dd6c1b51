using Dew.Testing;
using Xunit;

namespace Dew.Client.Tests.Envelope;

/// <summary>Decryption into a file: all of it or nothing.</summary>
public sealed class EnvelopeFileTests : IDisposable
{
    private static readonly byte[] s_data = Sample.Data((3 * Sample.Segment) + 100);

    private readonly ScratchDirectory _directory = new();

    private string Target => _directory.Combine("plain");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Whole_envelope_becomes_a_file()
    {
        await DecryptToFileAsync(await Sample.EncryptAsync(s_data), overwrite: false);

        Assert.Equal(s_data, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(Sample.HeaderSize)]
    [InlineData(Sample.HeaderSize + Sample.Sealed)]
    [InlineData(Sample.HeaderSize + (3 * Sample.Sealed))]
    public async Task Cut_envelope_leaves_nothing_behind(int length)
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);

        await Assert.ThrowsAnyAsync<Exception>(() => DecryptToFileAsync(envelope[..length], overwrite: false));

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Damage_in_the_last_segment_keeps_the_existing_file()
    {
        byte[] envelope = await Sample.EncryptAsync(s_data);
        envelope[^1] ^= 1;
        await File.WriteAllTextAsync(Target, "old", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<Exception>(() => DecryptToFileAsync(envelope, overwrite: true));

        Assert.Equal("old", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Random_damage_leaves_nothing_behind()
    {
        const int Seed = 7;
        byte[] envelope = await Sample.EncryptAsync(s_data);
        var random = new Random(Seed);
        for (int round = 0; round < 200; round++)
        {
            byte[] damaged = Mutation.Apply(envelope, random);
            if (!damaged.AsSpan().SequenceEqual(envelope))
            {
                await Assert.ThrowsAnyAsync<Exception>(() => DecryptToFileAsync(damaged, overwrite: false));
                Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
            }
        }
    }

    private async Task DecryptToFileAsync(byte[] envelope, bool overwrite)
    {
        using AtomicFile file = AtomicFile.Create(Target, overwrite, isPrivate: true);
        await Sample.DecryptAsync(new MemoryStream(envelope), file.Stream);
        file.Commit();
    }
}
