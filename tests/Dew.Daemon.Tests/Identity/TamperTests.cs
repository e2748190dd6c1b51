using Dew.Daemon.Identity;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class TamperTests : SignatureTest
{
    private const string Characters = "abc019-_.~ /%+&=!*'():;@,$[]\"空é😀";

    [Fact]
    public void Another_method() => AssertRefused(AuthenticationFailures.SignatureWrong, Request() with { Method = "PUT" });

    [Fact]
    public void Another_path() => AssertRefused(AuthenticationFailures.SignatureWrong, Request() with { Target = ListKeys.Replace("list", "last", StringComparison.Ordinal) });

    [Fact]
    public void A_query_that_was_not_there() => AssertRefused(AuthenticationFailures.SignatureWrong, Request() with { Target = ListKeys + "?a=1" });

    [Fact]
    public void Another_body() => AssertRefused(AuthenticationFailures.SignatureWrong, Request() with { Body = [.. "{}"u8] });

    [Theory]
    [InlineData("Host", "127.0.0.1:18081")]
    [InlineData("User-Agent", "curl")]
    [InlineData("X-Project-Id", "2b31ed5200000000ebedb6e570000001")]
    [InlineData("X-Sdk-Date", "20261123T021231Z")]
    public void Another_value_of_a_signed_header(string header, string value) =>
        AssertRefused(AuthenticationFailures.SignatureWrong, Request().With(header, value));

    [Theory]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("SDK_EXCHANGE", "1")]
    public void But_a_header_that_is_not_signed_may_change(string header, string value) => AssertAccepted(Request(SdkKind.DotNet).With(header, value));

    [Fact]
    public void Another_region_in_the_scope()
    {
        SdkRequest request = new SdkSigner(SdkKind.Java, AccessKey, SecretKey) { Scope = ("globe", "kms") }.Request("GET", "h", "/", Time.Now);

        AssertRefused(AuthenticationFailures.SignatureWrong, request.With(
            "Authorization", request["Authorization"].Replace("globe", "local-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Random_requests_are_accepted_and_refused_when_one_byte_changes()
    {
        var random = new Random(7);
        for (int i = 0; i < 3000; i++)
        {
            SdkRequest request = RandomRequest(random);
            AssertAccepted(request);

            SdkRequest changed = ChangeOneByte(random, request);

            Assert.False(Verify(changed).IsOk, $"{request} was accepted as {changed}");
        }
    }

    private SdkRequest RandomRequest(Random random)
    {
        SdkKind kind = (SdkKind)random.Next(4);
        var signer = new SdkSigner(kind, AccessKey, SecretKey)
        {
            ProjectId = random.Next(2) == 0 ? null : Project,
            Scope = random.Next(2) == 0 ? null : ("local-1", "kms"),
        };
        (string, string)[] query = [.. Enumerable.Range(0, random.Next(4)).Select(_ => ("user", Text(random)))];
        return signer.Request(
            random.Next(2) == 0 ? "POST" : "DELETE",
            "127.0.0.1:18080",
            $"/v1.0/{Project}/kms/k/tags",
            Time.Now.AddSeconds(random.Next(-900, 900)),
            Text(random),
            random.Next(2) == 0 ? null : Text(random),
            query);
    }

    private static string Text(Random random)
    {
        string[] elements = [.. Characters.EnumerateRunes().Select(static r => r.ToString())];
        return string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => elements[random.Next(elements.Length)]));
    }

    /// <summary>A bit of what is signed, or of the signature, in a place where it changes the meaning of the request.</summary>
    private static SdkRequest ChangeOneByte(Random random, SdkRequest request)
    {
        switch (random.Next(4))
        {
            case 0 when request.Body.Length > 0:
                byte[] body = [.. request.Body];
                body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
                return request with { Body = body };
            case 1:
                int at = random.Next(1, $"/v1.0/{Project}/kms/k/tags".Length); // letters, digits, dots and slashes, where every change is another path
                return request with { Target = Flip(request.Target, at) };
            case 2:
                string header = random.Next(2) == 0 ? "Host" : "X-Sdk-Date";
                return request.With(header, Flip(request[header], random.Next(request[header].Length)));
            default:
                string authorization = request["Authorization"];
                return request.With("Authorization", Flip(authorization, random.Next(authorization.Length)));
        }
    }

    private static string Flip(string text, int at) => string.Concat(text.AsSpan(0, at), ((char)(text[at] ^ 1)).ToString(), text.AsSpan(at + 1));
}
