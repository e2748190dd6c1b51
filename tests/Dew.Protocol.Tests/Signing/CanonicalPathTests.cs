using System.Text;
using Dew.Protocol.Signing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class CanonicalPathTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("//", "//")]
    [InlineData("/v1.0/p/kms/list-keys", "/v1.0/p/kms/list-keys/")]
    [InlineData("/v1.0/p/kms/list-keys/", "/v1.0/p/kms/list-keys/")]
    [InlineData("/a//b", "/a//b/")]
    [InlineData("/a%2Fb", "/a/b/")]
    [InlineData("/a%2fb", "/a/b/")]
    [InlineData("/a%20b", "/a%20b/")]
    [InlineData("/a+b", "/a%2Bb/")]
    [InlineData("/a%2Bb", "/a%2Bb/")]
    [InlineData("/%7Bproject_id%7D/x", "/%7Bproject_id%7D/x/")]
    [InlineData("/{project_id}/x", "/%7Bproject_id%7D/x/")]
    [InlineData("/tags/a%20b/%E7%A9%BA", "/tags/a%20b/%E7%A9%BA/")]
    [InlineData("/tags/a%20b%2F%e7%a9%ba", "/tags/a%20b/%E7%A9%BA/")]
    [InlineData("/空", "/%E7%A9%BA/")]
    [InlineData("/%41%7E~", "/A~~/")]
    [InlineData("/100%", "/100%25/")]
    [InlineData("/100%zz", "/100%25zz/")]
    [InlineData("/100%2", "/100%252/")]
    [InlineData("/%FF%00", "/%FF%00/")]
    [InlineData("/!*'()", "/%21%2A%27%28%29/")]
    public void Is_decoded_then_encoded(string path, string expected) => Assert.Equal(expected, Canonical(path, PathForm.Decoded));

    [Theory]
    [InlineData("/tags/a%20b", "/tags/a%2520b/")]
    [InlineData("/tags/100%25", "/tags/100%2525/")]
    [InlineData("/tags/a%20b/%E7%A9%BA", "/tags/a%2520b/%25E7%25A9%25BA/")]
    [InlineData("/tags/a!(b)", "/tags/a!(b)/")]
    [InlineData("/tags/plain", "/tags/plain/")]
    [InlineData("", "/")]
    public void Is_encoded_again(string path, string expected) => Assert.Equal(expected, Canonical(path, PathForm.EncodedAgain));

    [Theory]
    [InlineData("/tags/a%20b", "/tags/a%2520b/")]
    [InlineData("/tags/a%20b/%E7%A9%BA", "/tags/a%2520b/%E7%A9%BA/")]
    [InlineData("/tags/%e7%a9%ba", "/tags/%E7%A9%BA/")]
    public void Is_encoded_again_in_ascii_alone(string path, string expected) => Assert.Equal(expected, Canonical(path, PathForm.AsciiEncodedAgain));

    /// <summary>Path on the wire and path as signed, measured with Node 20: new URL(…).pathname against encodeURIComponent of url.parse(…).pathname.</summary>
    [Theory]
    [InlineData("/t/a%20b", "/t/a%2520b/")]
    [InlineData("/t/a%20b/%E7%A9%BA", "/t/a%2520b/%E7%A9%BA/")]
    [InlineData("/t/%E7%A9%BA", "/t/%E7%A9%BA/")]
    [InlineData("/t/100%", "/t/100%25/")]
    [InlineData("/t/a%20b%20%E7%A9%BA", "/t/a%2520b%2520%E7%A9%BA/")]
    [InlineData("/t/a+b", "/t/a%2Bb/")]
    [InlineData("/t/a%20b+c", "/t/a%2520b%2Bc/")]
    [InlineData("/t/x!*()~", "/t/x!*()~/")]
    [InlineData("/t/a'b", "/t/a%2527b/")]
    [InlineData("/t/a|b", "/t/a%257Cb/")]
    [InlineData("/t/a^b", "/t/a%255Eb/")]
    [InlineData("/t/%7Ba%7D", "/t/%257Ba%257D/")]
    [InlineData("/t/%22%3C%3E%60", "/t/%2522%253C%253E%2560/")]
    [InlineData("/t/%C3%A9%20%F0%9F%98%80", "/t/%C3%A9%2520%F0%9F%98%80/")]
    [InlineData("/t/;,:@$[]", "/t/%3B%2C%3A%40%24%5B%5D/")]
    public void Has_a_form_that_node_signs(string wire, string expected) =>
        Assert.Contains(expected, Enum.GetValues<PathForm>().Select(form => Canonical(wire, form)));

    [Theory]
    [InlineData("/v1.0/p/kms/list-keys", false)]
    [InlineData("/tags/a%20b", true)]
    [InlineData("/tags/a!b", true)]
    public void Has_forms_only_with_unusual_characters(string path, bool expected) => Assert.Equal(expected, CanonicalRequest.HasForms(path));

    [Fact]
    public void May_be_long()
    {
        string path = "/" + string.Concat(Enumerable.Repeat("%2B", 5000));

        Assert.Equal(path + "/", Canonical(path, PathForm.Decoded));
    }

    private static string Canonical(string path, PathForm form)
    {
        var canonical = new CanonicalRequest("GET");
        canonical.Path(path, form);
        string text = Encoding.UTF8.GetString(canonical.Text);
        canonical.Dispose();
        return text["GET\n".Length..^1];
    }
}
