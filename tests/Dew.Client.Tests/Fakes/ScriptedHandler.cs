using System.Net;
using System.Text;

namespace Dew.Client.Tests.Fakes;

/// <summary>Answers the n-th try with the n-th step of a script, without any I/O.</summary>
internal sealed class ScriptedHandler(params Func<HttpResponseMessage>[] steps) : HttpMessageHandler
{
    /// <summary>How many tries there were.</summary>
    internal int Tries { get; private set; }

    internal static Func<HttpResponseMessage> Ok(string json) => () => Json(HttpStatusCode.OK, json);

    internal static Func<HttpResponseMessage> Error(int status, string? retryAfter = null) => () =>
    {
        HttpResponseMessage answer = Json((HttpStatusCode)status, """{"error":{"error_code":"KMS.0101","error_msg":"failed"}}""");
        if (retryAfter is not null)
        {
            answer.Headers.Add("Retry-After", retryAfter);
        }

        return answer;
    };

    /// <summary>The connection breaks after the request was sent.</summary>
    internal static Func<HttpResponseMessage> Lost() => static () =>
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost", new IOException("reset"));

    /// <summary>Nothing listens.</summary>
    internal static Func<HttpResponseMessage> ConnectionRefused() => static () =>
        throw new HttpRequestException(
            HttpRequestError.ConnectionError, "refused", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(steps[Tries++]());

    private static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
