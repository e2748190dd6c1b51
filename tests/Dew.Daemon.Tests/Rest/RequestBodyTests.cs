using System.IO.Pipelines;
using System.Text;
using Dew.Core;
using Dew.Daemon.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Dew.Daemon.Tests.Rest;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task A_body_in_many_pieces_is_read_whole()
    {
        string value = new('x', 9000);

        using RequestBytes bytes = (await ReadAsync(Encoding.UTF8.GetBytes($$"""{"a":"{{value}}"}""").Chunk(700))).Value;

        using RequestBody body = RequestBody.Parse(bytes.Memory).Value;
        Assert.Equal(value, body.Fields.RequiredString("a", 9000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("{")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"a\":{\"b\":[\"\\ud800x\"]}}")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}")]
    public void What_is_not_one_JSON_object_is_refused(string text) =>
        Assert.Equal(Status.BodyNotJson, RequestBody.Parse(Encoding.UTF8.GetBytes(text)).Status);

    [Fact]
    public void Invalid_UTF8_is_refused() =>
        Assert.Equal(Status.BodyNotJson, RequestBody.Parse((byte[])[(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']).Status);

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_read_whole()
    {
        byte[] piece = new byte[RequestBytes.MaxLength];

        Assert.Equal(Status.BodyTooLong, (await ReadAsync([piece, piece, piece])).Status);
    }

    [Fact]
    public async Task A_stated_length_over_the_limit_is_refused_unread()
    {
        var http = new DefaultHttpContext();
        http.Request.ContentLength = RequestBytes.MaxLength + 1;

        Assert.Equal(Status.BodyTooLong, (await RequestBytes.ReadAsync(http.Request, TestContext.Current.CancellationToken)).Status);
    }

    private static async Task<Outcome<RequestBytes>> ReadAsync(IEnumerable<byte[]> pieces)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var http = new DefaultHttpContext();
        http.Features.Set<IRequestBodyPipeFeature>(new BodyPipe(pipe.Reader));
        ValueTask<Outcome<RequestBytes>> reading = RequestBytes.ReadAsync(http.Request, cancellation);
        foreach (byte[] piece in pieces)
        {
            await pipe.Writer.WriteAsync(piece, cancellation);
        }

        await pipe.Writer.CompleteAsync();
        return await reading;
    }

    private sealed class BodyPipe(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader { get; } = reader;
    }
}
