using System.Security.Cryptography;
using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class EcdsaSignatureTests
{
    [Theory]
    [InlineData("01", "02", "3006020101020102")]
    [InlineData("7F", "80", "300702017F02020080")]
    [InlineData("00", "00", "3006020100020100")]
    [InlineData("0080", "00FF", "3008020200800202" + "00FF")]
    [InlineData("0001", "0100", "300702010102020100")]
    public void The_DER_form_is_the_shortest(string r, string s, string der)
    {
        byte[] written = new byte[EcdsaSignature.MaxDerLength];

        int length = EcdsaSignature.WriteDer(Convert.FromHexString(r + s), written);

        Assert.Equal(der, Convert.ToHexString(written, 0, length));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(48)]
    public void What_is_written_is_read_again(int half)
    {
        for (int i = 0; i < 200; i++)
        {
            byte[] both = [.. Number(i, half), .. Number(i + 1000, half)];
            byte[] der = new byte[EcdsaSignature.MaxDerLength];
            int length = EcdsaSignature.WriteDer(both, der);

            byte[] read = [.. Enumerable.Repeat((byte)0xEE, 2 * half)];
            Assert.True(EcdsaSignature.TryReadDer(der.AsSpan(0, length), half, read));
            Assert.Equal(both, read);
        }
    }

    [Fact]
    public void The_longest_numbers_of_P_384_fill_the_longest_form()
    {
        byte[] der = new byte[EcdsaSignature.MaxDerLength];

        Assert.Equal(EcdsaSignature.MaxDerLength, EcdsaSignature.WriteDer([.. Enumerable.Repeat((byte)0xFF, 96)], der));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("30", "no length")]
    [InlineData("3000", "no numbers")]
    [InlineData("3003020101", "one number")]
    [InlineData("3009020101020102020103", "three numbers")]
    [InlineData("300602010102010200", "something behind")]
    [InlineData("30070201010201020A", "something behind inside")]
    [InlineData("3007020101020102", "too short for its length")]
    [InlineData("3005020101020102", "too long for its length")]
    [InlineData("308106020101020102", "a length in long form")]
    [InlineData("3080020101020102" + "0000", "an indefinite length")]
    [InlineData("30070202000102" + "0102", "a needless zero")]
    [InlineData("3006020181020102", "a negative number")]
    [InlineData("3005020002" + "0102", "a number without bytes")]
    [InlineData("3106020101020102", "a set")]
    [InlineData("3006040101020102", "an octet string")]
    [InlineData("30060201010301" + "02", "a bit string")]
    public void Anything_else_than_strict_DER_is_refused(string der, string why) =>
        Assert.False(EcdsaSignature.TryReadDer(Convert.FromHexString(der), 32, new byte[64]), why);

    [Fact]
    public void A_number_longer_than_the_curve_is_refused()
    {
        byte[] der = [0x30, 38, 0x02, 33, 1, .. new byte[32], 0x02, 1, 1];

        Assert.False(EcdsaSignature.TryReadDer(der, 32, new byte[64]));
    }

    [Fact]
    public void A_sign_byte_does_not_count_to_the_length()
    {
        byte[] der = [0x30, 38, 0x02, 33, 0, .. Enumerable.Repeat((byte)0xFF, 32), 0x02, 1, 1];
        byte[] read = new byte[64];

        Assert.True(EcdsaSignature.TryReadDer(der, 32, read));
        Assert.Equal([.. Enumerable.Repeat((byte)0xFF, 32), .. new byte[31], 1], read);
    }

    [Fact]
    public void Every_byte_of_any_value_in_a_signature_is_read_without_an_exception()
    {
        byte[] der = new byte[EcdsaSignature.MaxDerLength];
        int length = EcdsaSignature.WriteDer([.. Number(1, 32), .. Number(2, 32)], der);
        for (int at = 0; at < length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = der[..length];
                changed[at] = (byte)value;
                _ = EcdsaSignature.TryReadDer(changed, 32, new byte[64]);
            }
        }
    }

    /// <summary>Numbers of all lengths, some with a first bit set.</summary>
    private static byte[] Number(int seed, int length)
    {
        byte[] number = SHA512.HashData(BitConverter.GetBytes(seed))[..length];
        number.AsSpan(0, seed % length).Clear();
        return number;
    }
}
