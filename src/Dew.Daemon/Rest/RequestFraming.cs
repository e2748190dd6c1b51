using Dew.Core;
using Microsoft.Extensions.Primitives;

namespace Dew.Daemon.Rest;

/// <summary>
/// Where a request ends must not be a matter of opinion, or whoever stands between a client and the appliance can be made to see other requests
/// than the appliance does. RFC 9112 §6.1 and §6.3 let a server refuse what is doubtful; Kestrel accepts some of it.
/// </summary>
internal static class RequestFraming
{
    /// <summary>Where Kestrel puts the Content-Length of a request that has a Transfer-Encoding too.</summary>
    private const string OverriddenLength = "X-Content-Length";

    private const string Chunked = "chunked";

    /// <summary>Why a request must not be served, or null. The connection is to be closed then.</summary>
    internal static Failure? Check(IHeaderDictionary headers)
    {
        StringValues coding = headers.TransferEncoding;
        return coding.Count == 0 ? null
            : coding.Count > 1 || !Chunked.Equals(coding[0], StringComparison.OrdinalIgnoreCase)
                ? new Failure(Status.BodyNotJson, "Transfer-Encoding must be chunked and nothing else, once.")
            : headers.ContentLength is not null || headers[OverriddenLength].Count > 0
                ? new Failure(Status.BodyNotJson, "A request must not have Transfer-Encoding and Content-Length.")
            : null;
    }
}
