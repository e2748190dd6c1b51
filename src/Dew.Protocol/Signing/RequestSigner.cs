using System.Globalization;
using System.Text;
using Dew.SecureMemory;

namespace Dew.Protocol.Signing;

/// <summary>Signs requests with one access key. Safe for many threads until it is disposed.</summary>
public sealed class RequestSigner : IDisposable
{
    private const string DateHeader = "x-sdk-date";

    private readonly SecretBuffer _secretKey;
    private readonly string? _region;
    private readonly string? _service;

    /// <summary>Signs with SDK-HMAC-SHA256.</summary>
    /// <param name="accessKey">The access key id.</param>
    /// <param name="secretKey">The secret key in UTF-8; copied.</param>
    public RequestSigner(string accessKey, ReadOnlySpan<byte> secretKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessKey);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accessKey.Length, AuthorizationHeader.MaxAccessKeyLength, nameof(accessKey));
        ArgumentOutOfRangeException.ThrowIfZero(secretKey.Length, nameof(secretKey));
        AccessKey = accessKey;
        _secretKey = new SecretBuffer(secretKey.Length);
        secretKey.CopyTo(_secretKey.DangerousGetSpan());
    }

    /// <summary>Signs with V11-HMAC-SHA256.</summary>
    /// <param name="accessKey">The access key id.</param>
    /// <param name="secretKey">The secret key in UTF-8; copied.</param>
    /// <param name="region">The region, or <see cref="CredentialScope.GlobalRegion"/>.</param>
    /// <param name="service">The service, such as kms.</param>
    public RequestSigner(string accessKey, ReadOnlySpan<byte> secretKey, string region, string service)
        : this(accessKey, secretKey)
    {
        _region = region;
        _service = service;
    }

    /// <summary>The access key id.</summary>
    public string AccessKey { get; }

    /// <summary>The value of the Authorization header for a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query exactly as they will be sent.</param>
    /// <param name="headers">
    /// The headers to sign, in any order, each once: Host as it will be sent, X-Sdk-Date (<see cref="SigningDate.Format"/>), and X-Project-Id and
    /// X-Security-Token if the request has them.
    /// </param>
    /// <param name="payloadHash">The SHA-256 of the body.</param>
    /// <exception cref="ArgumentException">A header is missing or there twice, or the query has too many parameters.</exception>
    public string Sign(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> payloadHash)
    {
        ArgumentNullException.ThrowIfNull(target);
        var sorted = new SortedList<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in headers)
        {
            sorted.Add(ToLower(name), value);
        }

        if (!sorted.ContainsKey("host") || !sorted.TryGetValue(DateHeader, out string? date) || !SigningDate.TryParse(date, out _))
        {
            throw new ArgumentException("Host and X-Sdk-Date must be among the headers.", nameof(headers));
        }

        string signedHeaders = string.Join(';', sorted.Keys);
        Span<byte> hash = stackalloc byte[PayloadHash.Length];
        HashRequest(method, target, sorted, signedHeaders, payloadHash, hash);
        return Sign(date, signedHeaders, hash);
    }

    /// <summary>Zeroes the secret key.</summary>
    public void Dispose() => _secretKey.Dispose();

    /// <summary>Names the access key, never the secret.</summary>
    public override string ToString() => $"RequestSigner({AccessKey}, secret redacted)";

    private static void HashRequest(
        string method, string target, SortedList<string, string> headers, string signedHeaders, ReadOnlySpan<byte> payloadHash, Span<byte> hash)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        var canonical = new CanonicalRequest(method);
        try
        {
            canonical.Path(question < 0 ? target : target.AsSpan(0, question), PathForm.Decoded);
            if (!canonical.TryQuery(question < 0 ? default : target.AsSpan(question + 1)))
            {
                throw new ArgumentException($"The query has more than {CanonicalRequest.MaxParameters} parameters.", nameof(target));
            }

            foreach ((string name, string value) in headers)
            {
                canonical.Header(name, value);
            }

            canonical.Finish(signedHeaders, payloadHash);
            canonical.Hash(hash);
        }
        finally
        {
            canonical.Dispose();
        }
    }

    private string Sign(string date, string signedHeaders, ReadOnlySpan<byte> hash)
    {
        Span<byte> signature = stackalloc byte[RequestSignature.Length];
        if (_region is null)
        {
            RequestSignature.Compute(_secretKey.DangerousGetSpan(), date, hash, signature);
            return $"{RequestSignature.NameOf(SignatureAlgorithm.SdkHmacSha256)} Access={AccessKey}, SignedHeaders={signedHeaders}, Signature={Convert.ToHexStringLower(signature)}";
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"{date.AsSpan(0, 8)}/{_region}/{_service}");
        if (!CredentialScope.TryParse(text.AsMemory(), out CredentialScope scope))
        {
            throw new InvalidOperationException($"'{text}' cannot be the scope of a credential: region and service are letters, digits, hyphens, dots and underscores.");
        }

        RequestSignature.ComputeDerived(_secretKey.DangerousGetSpan(), AccessKey, scope, date, hash, signature);
        return $"{RequestSignature.NameOf(SignatureAlgorithm.V11HmacSha256)} Credential={AccessKey}/{text}, SignedHeaders={signedHeaders}, Signature={Convert.ToHexStringLower(signature)}";
    }

    private static string ToLower(string name) => string.Create(name.Length, name, static (lower, name) => Ascii.ToLower(name, lower, out _));
}
