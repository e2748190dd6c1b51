using Dew.Core;
using Dew.Protocol.Signing;
using Microsoft.Extensions.Primitives;

namespace Dew.Daemon.Identity;

/// <summary>
/// Recognises who signed a request: <see cref="Begin"/> before the body is read, <see cref="Complete"/> with its hash. The rules stand in
/// src/Dew.Protocol/Signing/README.md. Safe for any number of threads.
/// </summary>
/// <typeparam name="TKey">What access keys are.</typeparam>
internal sealed partial class SignatureVerifier<TKey>
    where TKey : class, IAccessKey
{
    private static readonly string[] s_services = ["kms", "csms", "kps", "cts", "iam"];

    private readonly IAccessKeySource<TKey> _keys;
    private readonly ReplayCache _replays;
    private readonly SignatureOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Checks against these keys and remembers what was used.</summary>
    internal SignatureVerifier(IAccessKeySource<TKey> keys, SignatureOptions options, TimeProvider time)
    {
        _keys = keys;
        _options = options;
        _time = time;
        _replays = new ReplayCache(options, time);
    }

    /// <summary>Signatures remembered now, for metrics.</summary>
    internal int RememberedSignatures => _replays.Count;

    /// <summary>Whether a request claims to be authenticated by a signature or a token, and so must not be taken for somebody else's.</summary>
    internal static bool IsClaimed(IHeaderDictionary headers) =>
        headers[SigningHeaders.Authorization].Count > 0 || headers[SigningHeaders.AuthToken].Count > 0;

    /// <summary>Refuses what can be refused without the body, and looks up the access key. That there is none is told by <see cref="Complete"/> alone.</summary>
    internal Outcome<PendingSignature<TKey>> Begin(in RequestView request)
    {
        if (ReadAuthorization(request.Headers, out AuthorizationHeader authorization) is { } unread)
        {
            return unread;
        }

        if (CheckHeaders(request, authorization) is { } badHeaders)
        {
            return badHeaders;
        }

        string date = ((string?)request.Headers[SigningHeaders.Date] ?? "").Trim(' ');
        if (!SigningDate.TryParse(date, out DateTimeOffset signedAt))
        {
            return AuthenticationFailures.DateInvalid;
        }

        if (!IsInWindow(signedAt))
        {
            return AuthenticationFailures.TimeDifference;
        }

        if (CheckScope(authorization, date) is { } badScope)
        {
            return badScope;
        }

        if (ReadContentHash(request.Headers, out string? contentHash) is { } badHash)
        {
            return badHash;
        }

        string? token = request.Headers[SigningHeaders.SecurityToken];
        return new PendingSignature<TKey>
        {
            Request = request,
            Authorization = authorization,
            Date = date,
            SignedAt = signedAt,
            ContentHash = contentHash,
            IsTemporary = token is not null,
            Key = token is null ? _keys.Find(authorization.AccessKey.Span) : _keys.FindTemporary(authorization.AccessKey.Span, token),
        };
    }

    private bool IsInWindow(DateTimeOffset signedAt) => (_time.GetUtcNow() - signedAt).Duration() <= SignatureOptions.Window;

    private static Failure? ReadAuthorization(IHeaderDictionary headers, out AuthorizationHeader authorization)
    {
        authorization = default;
        StringValues values = headers[SigningHeaders.Authorization];
        if (values.Count != 1)
        {
            return values.Count > 1 ? AuthenticationFailures.AuthorizationTwice
                : headers[SigningHeaders.AuthToken].Count > 0 ? AuthenticationFailures.TokenUnsupported
                : AuthenticationFailures.Unsigned;
        }

        return AuthorizationHeader.TryParse(values.ToString(), out authorization) switch
        {
            AuthorizationError.None => null,
            AuthorizationError.TooLong => AuthenticationFailures.AuthorizationTooLong,
            AuthorizationError.AlgorithmUnsupported => AuthenticationFailures.AlgorithmUnsupported,
            _ => AuthenticationFailures.AuthorizationMalformed,
        };
    }

    private static Failure? CheckHeaders(in RequestView request, in AuthorizationHeader authorization)
    {
        ReadOnlySpan<char> signed = authorization.SignedHeaders.Span;
        if (!SignedHeaderList.IsValid(signed))
        {
            return AuthenticationFailures.SignedHeadersInvalid;
        }

        if (SigningHeaders.FindUnsigned(request.Headers, signed) is { } unsigned)
        {
            return AuthenticationFailures.NotSigned(unsigned);
        }

        if (SigningHeaders.FindNotOnce(request.Headers, signed) is { } notOnce)
        {
            return AuthenticationFailures.NotOnce(notOnce);
        }

        bool isPath = request.RawTarget.StartsWith('/') && !request.RawTarget.AsSpan().ContainsAnyExceptInRange('!', '~');
        return isPath && request.Query.Count('&') < CanonicalRequest.MaxParameters ? null : AuthenticationFailures.TargetInvalid;
    }

    private Failure? CheckScope(in AuthorizationHeader authorization, string date)
    {
        if (authorization.Algorithm != SignatureAlgorithm.V11HmacSha256)
        {
            return null;
        }

        CredentialScope scope = authorization.Scope;
        return !date.StartsWith(scope.Date, StringComparison.Ordinal) ? AuthenticationFailures.ScopeDate
            : !IsRegion(scope.Region) ? AuthenticationFailures.ScopeRegion
            : !IsService(scope.Service) ? AuthenticationFailures.ScopeService
            : null;
    }

    private bool IsRegion(ReadOnlySpan<char> region) =>
        _options.Region is null || region.SequenceEqual(_options.Region) || region.SequenceEqual(CredentialScope.GlobalRegion);

    private static bool IsService(ReadOnlySpan<char> service)
    {
        foreach (string known in s_services)
        {
            if (service.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private static Failure? ReadContentHash(IHeaderDictionary headers, out string? contentHash)
    {
        contentHash = null;
        StringValues values = headers[SigningHeaders.ContentHash];
        if (values.Count == 0)
        {
            return null;
        }

        contentHash = values.ToString().Trim(' ');
        return contentHash == PayloadHash.UnsignedPayload ? AuthenticationFailures.PayloadUnsigned
            : values.Count > 1 || contentHash.Length != 2 * PayloadHash.Length ? AuthenticationFailures.ContentHashInvalid
            : null;
    }
}
