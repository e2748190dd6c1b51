using System.Net;

namespace Dew.Client.Rest;

/// <summary>When to try again and how long to wait before. No I/O, no clock.</summary>
internal sealed class RetryPolicy(int maxAttempts, TimeSpan baseBackoff, TimeSpan maxBackoff, Func<double> jitter)
{
    /// <summary>
    /// 429 says that nothing was done; so does 503 where it names a time to come back. 500, 502 and 504 leave it open.
    /// </summary>
    internal static Repeat Classify(HttpStatusCode status, bool hasRetryAfter) => status switch
    {
        HttpStatusCode.TooManyRequests => Repeat.Safe,
        HttpStatusCode.ServiceUnavailable when hasRetryAfter => Repeat.Safe,
        HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => Repeat.Ambiguous,
        _ => Repeat.Never,
    };

    /// <param name="attempt">The number of the try that failed, from 1.</param>
    /// <param name="repeat">What its failure allows.</param>
    /// <param name="mayBeDoneTwice">False for calls that would make a second object.</param>
    internal bool ShouldRetry(int attempt, Repeat repeat, bool mayBeDoneTwice) =>
        attempt < maxAttempts && (repeat == Repeat.Safe || (repeat == Repeat.Ambiguous && mayBeDoneTwice));

    /// <summary>
    /// The wait after a failed try: base · 2^(attempt-1), of which a random half to whole is taken so that many clients do not come
    /// back together; or what the appliance asked for, if that is longer. Never more than the maximum.
    /// </summary>
    internal TimeSpan Backoff(int attempt, TimeSpan? retryAfter)
    {
        TimeSpan exponential = baseBackoff * Math.Pow(2, attempt - 1) * (0.5 + (0.5 * jitter()));
        TimeSpan wait = retryAfter > exponential ? retryAfter.Value : exponential;
        return wait < maxBackoff ? wait : maxBackoff;
    }
}
