using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>
/// Requests over whose bounds two programs could disagree: refused or cut, never served, and nothing after them on the connection is
/// answered. Each carries in its body, or after it, a second request that must not be carried out.
/// </summary>
public sealed class SmugglingTests(SignedDaemon running) : IClassFixture<SignedDaemon>
{
    private static readonly string[] s_ways = ["http", "socket"];

    public static TheoryData<string, string> Cases { get; } = Combine(
        "two hosts", "two equal hosts", "no host", "host with blank", "length and chunked", "chunked and length", "two lengths", "two equal lengths",
        "list of lengths", "negative length", "hexadecimal length", "huge length", "length too short", "blank before colon", "folded header",
        "folded first header", "bare LF", "bare CR", "NUL in value", "NUL in name", "NUL in target", "blank in target", "control in target", "chunked twice", "foreign coding",
        "chunked not last", "chunk size not hexadecimal", "chunk size overflow", "chunk without end", "no version", "old version", "absolute target", "asterisk", "no colon");

    private string Path => $"/v1.0/{running.Daemon.ReadyWord("project_id")}/kms/create-key";

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_request_with_doubtful_bounds_is_not_served(string what, string way)
    {
        string alias = DirectoryApi.NewName("smuggled");
        using RawHttp http = new(running.EndPoint(way == "socket"));

        List<HttpAnswer> answers = Exchange(http, Bytes(what, alias));

        Assert.All(answers, answer => Assert.InRange(answer.Status, 400, 505));
        AssertNoKeyAndAlive(alias);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socket")]
    public void The_same_request_in_good_form_is_served(string way)
    {
        string alias = DirectoryApi.NewName("served");
        using RawHttp http = new(running.EndPoint(way == "socket"));

        http.Send(Bytes("nothing", alias));

        Assert.Equal((200, 200), (http.Read()?.Status, http.Read()?.Status));
    }

    [Theory]
    [InlineData("total", 431)]
    [InlineData("one", 431)]
    [InlineData("count", 431)]
    [InlineData("line", 414)]
    public void Headers_that_are_too_large_are_refused(string what, int status)
    {
        StringBuilder head = new($"GET /healthz{(what == "line" ? "?" + new string('a', 16_000) : "")} HTTP/1.1\r\nHost: dew\r\n");
        for (int i = 0; i < (what == "count" ? 200 : what == "total" ? 40 : what == "one" ? 1 : 0); i++)
        {
            head.Append(CultureInfo.InvariantCulture, $"X-{i}: {new string('v', what switch { "count" => 1, "total" => 1000, _ => 40_000 })}\r\n");
        }

        foreach (string way in s_ways)
        {
            using RawHttp http = new(running.EndPoint(way == "socket"));
            List<HttpAnswer> answers = Exchange(http, Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()));
            // None: the kernel told us that the connection is closed before we had read the answer.
            Assert.All(answers, answer => Assert.Equal(status, answer.Status));
        }

        AssertNoKeyAndAlive("none");
    }

    [Fact]
    public void A_body_that_is_too_long_is_refused_before_it_is_read()
    {
        using RawHttp http = new(running.Daemon.HttpEndPoint);
        using SignedApi api = running.Sign();

        http.Send(api.Operation("list-keys").With("Content-Length", "10000000000").ToHttp1());

        HttpAnswer answer = Assert.IsType<HttpAnswer>(http.Read());
        Assert.Equal((400, "KMS.0203"), (answer.Status, answer.ErrorCode));
        Assert.Equal("close", answer.Headers["connection"]);
    }

    private byte[] Bytes(string what, string alias)
    {
        string json = $$"""{"key_alias":"{{alias}}"}""";
        string secondJson = $$"""{"key_alias":"{{alias}}-2"}""";
        string host = "Host: dew\r\n";
        string second = $"POST {Path} HTTP/1.1\r\n{host}{Signature(secondJson)}Content-Length: {secondJson.Length}\r\n\r\n{secondJson}";
        string chunked = $"{json.Length:x}\r\n{json}\r\n0\r\n\r\n";
        string line = $"POST {Path} HTTP/1.1\r\n";
        string signature = Signature(json);
        string length = $"Content-Length: {json.Length}\r\n{signature}";
        string chunkedHeader = $"Transfer-Encoding: chunked\r\n";
        string plain = $"{line}{host}{length}";
        return Encoding.Latin1.GetBytes(what switch
        {
            "two hosts" => $"{plain}Host: other\r\n\r\n{json}",
            "two equal hosts" => $"{plain}{host}\r\n{json}",
            "no host" => $"{line}{length}\r\n{json}",
            "host with blank" => $"{line}Host: dew evil\r\n{length}\r\n{json}",
            "length and chunked" => $"{plain}{chunkedHeader}\r\n{chunked}",
            "nothing" => $"{plain}\r\n{json}{second}",
            "chunked and length" => $"{line}{host}{signature}{chunkedHeader}Content-Length: 4\r\n\r\n{chunked}{second}",
            "two lengths" => $"{plain}Content-Length: {json.Length + 1}\r\n\r\n{json}{second}",
            "two equal lengths" => $"{plain}Content-Length: {json.Length}\r\n\r\n{json}",
            "list of lengths" => $"{line}{host}{signature}Content-Length: {json.Length}, {json.Length}\r\n\r\n{json}",
            "negative length" => $"{line}{host}{signature}Content-Length: -1\r\n\r\n{json}",
            "hexadecimal length" => $"{line}{host}{signature}Content-Length: 0x{json.Length:x}\r\n\r\n{json}",
            "huge length" => $"{line}{host}{signature}Content-Length: 99999999999999999999\r\n\r\n{json}",
            "length too short" => $"{line}{host}{signature}Content-Length: 3\r\n\r\n{json}{second}",
            "blank before colon" => $"{line}{host}{signature}Content-Length : {json.Length}\r\n\r\n{json}",
            "folded header" => $"{plain}X-Folded: a\r\n b\r\n\r\n{json}",
            "folded first header" => $"{line} folded\r\n{host}{length}\r\n{json}",
            "bare LF" => $"{plain}\r\n{json}".Replace("\r\n", "\n", StringComparison.Ordinal),
            "bare CR" => $"{plain}X-Bare: a\rX-Other: b\r\n\r\n{json}",
            "NUL in value" => $"{plain}X-Nul: a\0b\r\n\r\n{json}",
            "NUL in name" => $"{plain}X-N\0ul: a\r\n\r\n{json}",
            "NUL in target" => $"POST {Path}\0 HTTP/1.1\r\n{host}{length}\r\n{json}",
            "blank in target" => $"POST {Path} x HTTP/1.1\r\n{host}{length}\r\n{json}",
            "control in target" => $"POST {Path}\u0001 HTTP/1.1\r\n{host}{length}\r\n{json}",
            "chunked twice" => $"{line}{host}{signature}{chunkedHeader}{chunkedHeader}\r\n{chunked}",
            "foreign coding" => $"{line}{host}{signature}Transfer-Encoding: xchunked\r\n\r\n{chunked}",
            "chunked not last" => $"{line}{host}{signature}Transfer-Encoding: chunked, identity\r\n\r\n{chunked}",
            "chunk size not hexadecimal" => $"{line}{host}{signature}{chunkedHeader}\r\nzz\r\n{json}\r\n0\r\n\r\n",
            "chunk size overflow" => $"{line}{host}{signature}{chunkedHeader}\r\nffffffffffffffff\r\n{json}\r\n0\r\n\r\n",
            "chunk without end" => $"{line}{host}{signature}{chunkedHeader}\r\n{json.Length:x}\r\n{json}0\r\n\r\n",
            "no version" => $"POST {Path}\r\n{host}{length}\r\n{json}",
            "old version" => $"POST {Path} HTTP/0.9\r\n{host}{length}\r\n{json}",
            "absolute target" => $"POST http://other{Path} HTTP/1.1\r\n{host}{length}\r\n{json}",
            "asterisk" => $"POST * HTTP/1.1\r\n{host}{length}\r\n{json}",
            "no colon" => $"{plain}Nonsense\r\n\r\n{json}",
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        });
    }

    /// <summary>What a client that knows the administrator's secret adds, so that no request is refused for want of a signature.</summary>
    private string Signature(string body)
    {
        SdkSigner signer = new(SdkKind.Java, running.AdministratorKey.Access, running.AdministratorKey.Secret);
        SdkRequest request = signer.Request("POST", "dew", Path, DateTimeOffset.UtcNow, body);
        return string.Concat(((string[])["X-Sdk-Date", "User-Agent", "Authorization"]).Select(name => $"{name}: {request[name]}\r\n"));
    }

    /// <summary>The first answer, and then whatever else comes when we say that we send no more.</summary>
    private static List<HttpAnswer> Exchange(RawHttp http, byte[] bytes)
    {
        List<HttpAnswer> answers = [];
        try
        {
            http.Send(bytes);
            if (http.Read() is { } first)
            {
                answers.Add(first);
                http.FinishSending();
            }

            while (http.Read() is { } next)
            {
                answers.Add(next);
            }
        }
        catch (SocketException)
        {
            // Closed while we were still sending.
        }

        return answers;
    }

    private static TheoryData<string, string> Combine(params string[] cases)
    {
        TheoryData<string, string> all = [];
        foreach (string what in cases)
        {
            foreach (string way in s_ways)
            {
                all.Add(what, way);
            }
        }

        return all;
    }

    private void AssertNoKeyAndAlive(string alias)
    {
        Assert.False(running.Daemon.HasExited, running.Daemon.StandardError);
        using DewApi administrator = running.Connect();
        Assert.DoesNotContain(administrator.AllKeys().Values, key => ((string)key["key_alias"]!).StartsWith(alias, StringComparison.Ordinal));
        using SignedApi api = running.Sign();
        Assert.Equal(200, api.Post("list-keys").Status);
    }
}
