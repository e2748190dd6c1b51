using Dew.Daemon.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Dew.Daemon.Tests.Rest;

public sealed class RequestFramingTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("chunked")]
    [InlineData("Chunked")]
    public void One_clear_framing_is_accepted(string? coding) => Assert.Null(RequestFraming.Check(Headers(coding)));

    [Theory]
    [InlineData("gzip")]
    [InlineData("gzip, chunked")]
    [InlineData("chunked, chunked")]
    [InlineData("")]
    public void Another_coding_is_refused(string coding) => Assert.NotNull(RequestFraming.Check(Headers(coding)));

    [Fact]
    public void Two_codings_are_refused() => Assert.NotNull(RequestFraming.Check(Headers(new StringValues(["chunked", "chunked"]))));

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("X-Content-Length")]
    public void A_length_beside_a_coding_is_refused(string name)
    {
        HeaderDictionary headers = Headers("chunked");
        headers[name] = "4";
        Assert.NotNull(RequestFraming.Check(headers));
    }

    private static HeaderDictionary Headers(StringValues coding) => coding.Count == 0 ? [] : new HeaderDictionary { ["Transfer-Encoding"] = coding };
}
