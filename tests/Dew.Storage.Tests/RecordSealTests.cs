using Dew.Core;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class RecordSealTests : IDisposable
{
    private static readonly byte[] s_content = "what a record says"u8.ToArray();
    private static readonly byte[] s_key = RecordKeys.OfKey(Sample.Id(1));

    private readonly RecordSeal _seal = new(TestStore.StoreKey);

    [Fact]
    public void A_sealed_record_opens()
    {
        byte[] value = _seal.Seal(Family.Keys, s_key, s_content);

        Assert.Equal(s_content, _seal.Open(Family.Keys, s_key, value));
    }

    [Fact]
    public void An_empty_record_opens() =>
        Assert.Empty(_seal.Open(Family.Keys, s_key, _seal.Seal(Family.Keys, s_key, [])));

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        byte[] value = _seal.Seal(Family.Keys, s_key, s_content);
        for (int bit = 0; bit < value.Length * 8; bit++)
        {
            value[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(Family.Keys, s_key, value);
            value[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] value = _seal.Seal(Family.Keys, s_key, s_content);
        for (int length = 0; length < value.Length; length++)
        {
            AssertRefused(Family.Keys, s_key, value.AsSpan(0, length));
        }
    }

    [Fact]
    public void An_added_byte_is_refused() =>
        AssertRefused(Family.Keys, s_key, [.. _seal.Seal(Family.Keys, s_key, s_content), 0]);

    [Fact]
    public void A_record_under_another_key_is_refused() =>
        AssertRefused(Family.Keys, RecordKeys.OfKey(Sample.Id(2)), _seal.Seal(Family.Keys, s_key, s_content));

    [Fact]
    public void A_record_in_another_family_is_refused() =>
        AssertRefused(Family.Erasures, s_key, _seal.Seal(Family.Keys, s_key, s_content));

    [Fact]
    public void A_family_name_and_a_key_that_join_to_the_same_bytes_are_told_apart()
    {
        byte[] value = _seal.Seal(Family.Keys, "_x"u8, s_content);

        AssertRefused(Family.KeyOrder, "x"u8, value);
        AssertRefused(Family.Keys, "_x\0"u8, value);
    }

    [Fact]
    public void Another_store_key_opens_nothing()
    {
        using var other = new RecordSeal(new byte[32]);

        Assert.Throws<StoreException>(() => other.Open(Family.Keys, s_key, _seal.Seal(Family.Keys, s_key, s_content)));
    }

    [Fact]
    public void The_same_content_is_never_sealed_the_same() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(_seal.Seal(Family.Keys, s_key, s_content))).Distinct().Count());

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_store_key_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => new RecordSeal(new byte[length]));

    public void Dispose() => _seal.Dispose();

    private void AssertRefused(Family family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        StoreException? refused = null;
        try
        {
            _seal.Open(family, key, value);
        }
        catch (StoreException exception)
        {
            refused = exception;
        }

        Assert.Equal(Status.StoreDamaged, refused?.Status);
        Assert.Contains(RecordName.Of(family, key), refused!.Message, StringComparison.Ordinal);
    }
}
