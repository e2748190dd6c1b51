using System.Text;
using Dew.Protocol.Signing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class CanonicalRequestTests
{
    [Fact]
    public void Has_six_parts_on_lines()
    {
        var canonical = new CanonicalRequest("post");
        canonical.Path("/a", PathForm.Decoded);
        canonical.TryQuery("b=1");
        canonical.Header("host", " 127.0.0.1:80\t");
        canonical.Header("user-agent", "two  spaces; 空");
        canonical.Finish("host;user-agent", [0xAB, 0x01]);
        string text = Encoding.UTF8.GetString(canonical.Text);
        canonical.Dispose();

        Assert.Equal("POST\n/a/\nb=1\nhost:127.0.0.1:80\nuser-agent:two  spaces; 空\n\nhost;user-agent\nab01", text);
    }

    [Fact]
    public void Takes_headers_of_any_length()
    {
        string value = new('x', 20_000);
        var canonical = new CanonicalRequest("GET");
        canonical.Header("a", value);
        string text = Encoding.UTF8.GetString(canonical.Text);
        canonical.Dispose();

        Assert.Equal($"GET\na:{value}\n", text);
    }
}
