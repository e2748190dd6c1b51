using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Dew.SecureMemory;

namespace Dew.Client.Rest;

/// <summary>Sends calls over HTTP, tries again where that is safe, and turns every failure into a <see cref="DewException"/>. Safe for use by many threads.</summary>
internal sealed class RestTransport : IDisposable
{
    /// <summary>An error document is small; the rest of a larger one is not read.</summary>
    private const int MaxErrorBody = 64 * 1024;

    private const int CopyBuffer = 64 * 1024;

    private readonly HttpClient _http;
    private readonly RetryPolicy _policy;
    private readonly TimeProvider _time;
    private readonly TimeSpan _attemptTimeout;
    private readonly string _socketPath;
    private volatile bool _connectedBefore;

    internal RestTransport(DewClientOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxAttempts, 10);
        _socketPath = options.SocketPath;
        _attemptTimeout = options.AttemptTimeout;
        _time = options.TimeProvider;
        _policy = new RetryPolicy(options.MaxAttempts, options.BaseBackoff, options.MaxBackoff, options.Jitter);
        HttpMessageHandler handler = options.Handler ?? UnixSocketHandler.Create(options.SocketPath, () => _connectedBefore = true);
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri("http://localhost"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends a call, several times if need be.</summary>
    /// <returns>The body of the successful answer; the caller disposes it.</returns>
    /// <exception cref="DewException">The appliance refused or could not be reached.</exception>
    internal Task<SecretBuffer> SendAsync(RestCall call, CancellationToken cancellationToken) => SendAsync(call, destination: null, cancellationToken);

    private async Task<SecretBuffer> SendAsync(RestCall call, Stream? destination, CancellationToken cancellationToken)
    {
        for (int number = 1; ; number++)
        {
            Attempt attempt = await TryOnceAsync(call, destination, cancellationToken);
            if (attempt.Body is not null)
            {
                return attempt.Body;
            }

            if (!_policy.ShouldRetry(number, attempt.Repeat, call.MayBeDoneTwice))
            {
                throw attempt.Failure!;
            }

            await Task.Delay(_policy.Backoff(number, attempt.RetryAfter), _time, cancellationToken);
        }
    }

    /// <summary>Sends a call whose answer may be of any length and holds no secret, and passes the answer on. Tried again only until it begins.</summary>
    /// <exception cref="DewException">The appliance refused, could not be reached, or broke off; then a part was written.</exception>
    internal async Task DownloadAsync(RestCall call, Stream destination, CancellationToken cancellationToken)
    {
        using SecretBuffer nothing = await SendAsync(call, destination, cancellationToken);
    }

    private async Task<Attempt> TryOnceAsync(RestCall call, Stream? destination, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(call.Unhurried ? Timeout.InfiniteTimeSpan : _attemptTimeout);
        try
        {
            using HttpRequestMessage request = NewRequest(call);
            using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return !answer.IsSuccessStatusCode ? await RefusedAsync(answer, deadline.Token)
                : destination is null ? new Attempt(await BodyReader.ReadAsync(answer.Content, deadline.Token), null, Repeat.Never, null)
                : await PassOnAsync(answer, destination, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not tried again: what did not answer in this time would make the caller wait several times as long.
            var late = new DewException(
                DewFailure.Unreachable, $"The appliance on {_socketPath} did not answer within {_attemptTimeout.TotalSeconds:0.#} s.");
            return new Attempt(null, late, Repeat.Never, null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return Broken(broken);
        }
    }

    /// <summary>What the destination refuses is not the appliance's failure and goes to the caller as it is.</summary>
    private async Task<Attempt> PassOnAsync(HttpResponseMessage answer, Stream destination, CancellationToken cancellationToken)
    {
        await using Stream source = await answer.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[CopyBuffer];
        while (true)
        {
            int length;
            try
            {
                length = await source.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                var lost = new DewException(DewFailure.Unreachable, $"The connection to {_socketPath} broke in the middle of the answer.", broken);
                return new Attempt(null, lost, Repeat.Never, null);
            }

            if (length == 0)
            {
                return new Attempt(new SecretBuffer(0), null, Repeat.Never, null);
            }

            try
            {
                await destination.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            }
            catch (IOException full)
            {
                return new Attempt(null, full, Repeat.Never, null);
            }
        }
    }

    private static HttpRequestMessage NewRequest(RestCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path);
        if (call.Method == HttpMethod.Post || call.Method == HttpMethod.Put)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private async Task<Attempt> RefusedAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        byte[] body = await ReadErrorBodyAsync(answer, cancellationToken);
        string requestId = answer.Headers.TryGetValues("X-Request-Id", out IEnumerable<string>? values) ? values.First() : "";
        DewException failure = ErrorReader.Read((int)answer.StatusCode, requestId, body);
        TimeSpan? retryAfter = RetryAfter(answer.Headers.RetryAfter);
        return new Attempt(null, failure, RetryPolicy.Classify(answer.StatusCode, retryAfter is not null), retryAfter);
    }

    private static async Task<byte[]> ReadErrorBodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using Stream stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[MaxErrorBody];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > _time.GetUtcNow() ? date - _time.GetUtcNow() : TimeSpan.Zero,
            _ => null,
        };

    private Attempt Broken(Exception broken)
    {
        SocketError socketError = SocketErrorOf(broken);
        bool neverConnected = broken is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
        if (!neverConnected)
        {
            var lost = new DewException(DewFailure.Unreachable, $"The connection to {_socketPath} broke before the answer came.", broken);
            return new Attempt(null, lost, Repeat.Ambiguous, null);
        }

        string why = socketError switch
        {
            SocketError.AddressNotAvailable => "there is no such socket",
            SocketError.ConnectionRefused => "nothing listens on it",
            SocketError.AccessDenied => "this user may not open it",
            _ => $"{socketError.ToString()} ({((int)socketError).ToString(CultureInfo.InvariantCulture)})",
        };

        // A missing socket is worth waiting for only if there was one: then the daemon is being restarted.
        bool worthWaiting = socketError == SocketError.ConnectionRefused || (_connectedBefore && socketError != SocketError.AccessDenied);
        var failure = new DewException(DewFailure.Unreachable, $"Cannot reach the appliance on {_socketPath}: {why}.", broken);
        return new Attempt(null, failure, worthWaiting ? Repeat.Safe : Repeat.Never, null);
    }

    private static SocketError SocketErrorOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return SocketError.SocketError;
    }
}
