using System.Security.Cryptography;
using Xunit;

namespace Dew.Hsm.Tests;

public sealed class NonceSequenceTests
{
    [Fact]
    public void Nothing_is_drawn_before_the_first_nonce()
    {
        var nonces = new NonceSequence();
        Assert.Equal(0, nonces.Draws);
        nonces.Next(new byte[12]);
        Assert.Equal(1, nonces.Draws);
    }

    [Fact]
    public void A_used_up_counter_draws_a_new_field()
    {
        byte draw = 0;
        var nonces = new NonceSequence(field => field.Fill(++draw));
        byte[] nonce = new byte[12];
        nonces.Next(nonce);
        Assert.Equal("010101010101010101000000", Convert.ToHexString(nonce));
        for (int i = 1; i < NonceSequence.CounterLimit; i++)
        {
            nonces.Next(nonce);
        }

        Assert.Equal("010101010101010101FFFFFF", Convert.ToHexString(nonce));
        nonces.Next(nonce);
        Assert.Equal("020202020202020202000000", Convert.ToHexString(nonce));
        Assert.Equal(2, nonces.Draws);
    }

    [Fact]
    public async Task Threads_get_different_nonces_across_a_draw()
    {
        const int Threads = 4;
        const int Each = 100_000;
        var nonces = new NonceSequence(RandomNumberGenerator.Fill);
        for (int i = 0; i < NonceSequence.CounterLimit - (Threads * Each / 2); i++)
        {
            nonces.Next(new byte[12]);
        }

        UInt128[][] seen = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            var mine = new UInt128[Each];
            byte[] nonce = new byte[16];
            for (int i = 0; i < Each; i++)
            {
                nonces.Next(nonce.AsSpan(4));
                mine[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(nonce);
            }

            return mine;
        })));
        Assert.Equal(Threads * Each, seen.SelectMany(static s => s).Distinct().Count());
        Assert.Equal(2, nonces.Draws);
    }
}
