using Microsoft.AspNetCore.Http.Features;

namespace Dew.Daemon.Identity;

/// <summary>What of a request is signed, as it came over the wire.</summary>
/// <param name="Method">The method.</param>
/// <param name="RawTarget">The request target before anything was decoded or normalised.</param>
/// <param name="Headers">The headers. Their text stands for the UTF-8 bytes received: Kestrel refuses others (see the README of Signing).</param>
internal readonly record struct RequestView(string Method, string RawTarget, IHeaderDictionary Headers)
{
    /// <summary>The view of a request that Kestrel received. Valid until the request ends.</summary>
    internal static RequestView Of(HttpContext http)
    {
        IHttpRequestFeature request = http.Features.GetRequiredFeature<IHttpRequestFeature>();
        return new RequestView(request.Method, request.RawTarget, request.Headers);
    }

    /// <summary>The path as it stands in the target.</summary>
    internal ReadOnlySpan<char> Path => RawTarget.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? RawTarget.AsSpan(0, question) : RawTarget;

    /// <summary>The query as it stands in the target, without the question mark.</summary>
    internal ReadOnlySpan<char> Query => RawTarget.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? RawTarget.AsSpan(question + 1) : default;
}
