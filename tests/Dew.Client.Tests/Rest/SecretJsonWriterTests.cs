using System.Text;
using System.Text.Json;
using Dew.Client.Rest;
using Xunit;

namespace Dew.Client.Tests.Rest;

public sealed class SecretJsonWriterTests
{
    [Fact]
    public void Text_with_every_character_that_needs_care_comes_back()
    {
        string text = string.Concat(Enumerable.Range(0, 128).Select(static i => (char)i)) + "ü€😀\u2028";
        using var writer = new SecretJsonWriter(2000);

        writer.WriteText("t", text);
        writer.Close();

        Assert.Equal(text, JsonDocument.Parse(writer.Written).RootElement.GetProperty("t").GetString());
    }

    [Fact]
    public void Hexadecimal_of_two_parts_stands_side_by_side()
    {
        using var writer = new SecretJsonWriter(100);

        writer.WriteHex("h", [0x00, 0x9a, 0xff], [0x0f]);
        writer.Close();

        Assert.Equal("""{"h":"009aff0f"}""", Encoding.UTF8.GetString(writer.Written.Span));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        using var writer = new SecretJsonWriter(100);

        Assert.Throws<ArgumentException>(() => writer.WriteUtf8("t", [0xC3, 0x28]));
    }

    [Fact]
    public void Announced_expansion_is_enough_for_the_worst_text()
    {
        using var writer = new SecretJsonWriter(10 + (100 * SecretJsonWriter.MaxExpansion));

        writer.WriteUtf8("t", new byte[100]);
        writer.Close();

        Assert.Equal(100, JsonDocument.Parse(writer.Written).RootElement.GetProperty("t").GetString()!.Length);
    }
}
