using System.Text;
using Dew.Client.Rest;
using Dew.SecureMemory;
using Xunit;

namespace Dew.Client.Tests.Rest;

public sealed class SecretJsonReaderTests
{
    [Theory]
    [InlineData("X2")]
    [InlineData("x2")]
    public void Every_byte_is_read_from_hexadecimal_of_either_case(string format)
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];
        string hex = string.Concat(all.Select(b => b.ToString(format, System.Globalization.CultureInfo.InvariantCulture)));

        using SecretBuffer secret = SecretJsonReader.ReadHex(Utf8($"{{\"k\":\"{hex}\"}}"), "k");

        Assert.Equal(all, secret.DangerousGetSpan().ToArray());
    }

    [Fact]
    public void Every_other_character_is_refused_as_hexadecimal()
    {
        Span<byte> room = stackalloc byte[1];
        for (int c = 0; c < 256; c++)
        {
            bool expected = c < 128 && char.IsAsciiHexDigit((char)c);
            Assert.True(expected == SecretJsonReader.TryDecodeHex([(byte)c, (byte)'0'], room), $"first {c}");
            Assert.True(expected == SecretJsonReader.TryDecodeHex([(byte)'0', (byte)c], room), $"second {c}");
        }
    }

    [Fact]
    public void Odd_number_of_digits_is_refused()
    {
        Assert.Throws<DewException>(() => SecretJsonReader.ReadHex("""{"k":"abc"}"""u8, "k"));
    }

    [Fact]
    public void Escaped_base64_is_read()
    {
        using SecretBuffer secret = SecretJsonReader.ReadBase64("""{"k":"\u002B\/\u002b\/"}"""u8, "k");

        Assert.Equal([0xFB, 0xFF, 0xBF], secret.DangerousGetSpan().ToArray());
    }

    [Fact]
    public void Member_of_an_inner_object_is_not_taken()
    {
        Assert.Equal("outer", SecretJsonReader.ReadText("""{"a":{"k":"inner"},"b":["k"],"k":"outer"}"""u8, "k"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"k\":1}")]
    [InlineData("{\"k\":null}")]
    [InlineData("{\"k\":{\"k\":\"x\"}}")]
    [InlineData("[\"k\"]")]
    [InlineData("")]
    [InlineData("{\"k\":\"unfinished")]
    [InlineData("{\"k\":\"\\ud800\"}")]
    public void Missing_or_wrong_member_is_malformed(string json)
    {
        DewException error = Assert.Throws<DewException>(() => SecretJsonReader.ReadText(Utf8(json), "k"));

        Assert.Equal(DewFailure.Malformed, error.Failure);
    }

    [Fact]
    public void Refusal_does_not_quote_the_secret()
    {
        DewException error = Assert.Throws<DewException>(() => SecretJsonReader.ReadHex("""{"k":"deadbeefTOPSECRET"}"""u8, "k"));

        Assert.DoesNotContain("deadbeef", error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
