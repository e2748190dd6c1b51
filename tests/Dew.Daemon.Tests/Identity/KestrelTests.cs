using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Dew.Core;
using Dew.Daemon.Identity;
using Dew.Protocol.Signing;
using Dew.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

/// <summary>What Kestrel makes of a request leaves nothing out that is signed, over both versions of HTTP.</summary>
public sealed class KestrelTests : SignatureTest, IAsyncLifetime
{
    private readonly ScratchDirectory _folder = new();
    private WebApplication _app = null!;
    private RawHttp _http = null!;

    public static MatrixTheoryData<SdkKind, string> KindsAndTags => new(Enum.GetValues<SdkKind>(), ["plain", "a b/空", "a b", "100%", "a//b", "../x", "a+b", "x!*'()~", "\"<>^`{|}"]);

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        string socket = Path.Combine(_folder.Path, "s");
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(socket, static listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = new RawHttp(socket);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(KindsAndTags))]
    public void A_tag_in_the_path_arrives_as_it_was_sent(SdkKind kind, string tag) =>
        AssertAnswer(200, Signer(kind).Request("DELETE", "127.0.0.1:1", $"/v1.0/{Project}/kms/k/tags", Time.Now, parameter: tag));

    [Theory]
    [InlineData(SdkKind.DotNet)]
    [InlineData(SdkKind.Python)]
    [InlineData(SdkKind.Node)]
    [InlineData(SdkKind.Java)]
    public void Query_and_body_arrive_as_they_were_sent(SdkKind kind) => AssertAnswer(200, Signer(kind).Request(
        "POST", "127.0.0.1:1", $"/v3/{Project}/traces", Time.Now, """{"a":"空"}""", query: [("user", "a b&c"), ("limit", "10"), ("x", "1+1")]));

    [Fact]
    public void Dot_segments_arrive_as_they_were_sent() =>
        AssertAnswer(200, Signer(SdkKind.Java).Request("GET", "127.0.0.1:1", "/a/../b/./c%2e%2e//", Time.Now));

    [Fact]
    public void A_header_in_utf8_arrives_as_it_was_sent()
    {
        SdkRequest request = Request().With("User-Agent", "größer 空").With("Authorization", null);
        using var signer = new RequestSigner(AccessKey, Encoding.UTF8.GetBytes(SecretKey));
        byte[] hash = new byte[32];
        PayloadHash.Compute(request.Body, hash);
        string authorization = signer.Sign(request.Method, request.Target, request.Headers.Where(h => h.Key != "Content-Length"), hash);

        AssertAnswer(200, request.Plus("Authorization", authorization));
    }

    [Fact]
    public void A_header_that_is_not_utf8_is_refused_by_kestrel()
    {
        byte[] bytes = Request().With("User-Agent", "X-Y").ToHttp1();
        bytes[bytes.AsSpan().IndexOf("X-Y"u8)] = 0xE4;

        Assert.Equal(400, Send(bytes).Status);
    }

    [Fact]
    public void A_second_host_is_refused_by_kestrel() => AssertAnswer(400, Request().Plus("Host", "127.0.0.1:18080"));

    [Theory]
    [InlineData("X-Sdk-Date")]
    [InlineData("X-Project-Id")]
    [InlineData("User-Agent")]
    public void A_second_signed_header_is_refused(string header)
    {
        SdkRequest request = Request();

        Assert.Contains("must be there exactly once", AssertAnswer(401, request.Plus(header, request[header])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_url_as_target_is_refused()
    {
        SdkRequest request = Request();

        AssertAnswer(401, request with { Target = "http://127.0.0.1:18080" + request.Target });
    }

    [Fact]
    public void A_body_in_chunks_is_signed_as_a_whole()
    {
        SdkRequest request = Request().With("Content-Length", null).Plus("Transfer-Encoding", "chunked");

        AssertAnswer(200, request with { Body = Encoding.UTF8.GetBytes($"4\r\n{Body[..4]}\r\n{Body.Length - 4:x}\r\n{Body[4..]}\r\n0\r\n\r\n") });
    }

    [Fact]
    public async Task A_request_over_http2_is_accepted()
    {
        string address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(a => !a.Contains("unix", StringComparison.Ordinal));
        SdkRequest signed = Signer(SdkKind.Java).Request("POST", new Uri(address).Authority, ListKeys, Time.Now, Body, query: ("a", "b c"));
        using HttpClient client = new();
        using HttpRequestMessage message = new(HttpMethod.Post, new Uri(address + signed.Target))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(signed.Body),
        };
        foreach ((string name, string value) in signed.Headers.Where(h => h.Key is not ("Host" or "Content-Length" or "Content-Type")))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await client.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Outcome<PendingSignature<TestAccessKey>> begun = Verifier.Begin(RequestView.Of(http));
        Outcome<TestAccessKey> outcome = begun.TryGet(out PendingSignature<TestAccessKey> pending, out Failure failure)
            ? Complete(pending, await ReadAsync(http.Request.BodyReader))
            : failure;
        http.Response.StatusCode = outcome.IsOk ? 200 : 401;
        await http.Response.WriteAsync(outcome.Message);
    }

    private Outcome<TestAccessKey> Complete(in PendingSignature<TestAccessKey> pending, in ReadOnlySequence<byte> body)
    {
        Span<byte> hash = stackalloc byte[PayloadHash.Length];
        PayloadHash.Compute(body, hash);
        return Verifier.Complete(pending, hash);
    }

    private static async Task<ReadOnlySequence<byte>> ReadAsync(PipeReader reader)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync();
            if (read.IsCompleted)
            {
                return read.Buffer;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private string AssertAnswer(int status, SdkRequest request)
    {
        HttpAnswer answer = Send(request.ToHttp1());
        string text = Encoding.UTF8.GetString(answer.Body);
        Assert.True(answer.Status == status, $"{answer.Status} {text}");
        return text;
    }

    private HttpAnswer Send(byte[] request)
    {
        _http.Send(request);
        return _http.Read()!;
    }
}
