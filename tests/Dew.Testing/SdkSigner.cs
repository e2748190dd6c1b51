using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dew.Testing;

/// <summary>
/// Makes requests as the vendor's SDKs make them, signed with an access key. Written from the rules of the API alone and in the plainest way, so
/// that what the appliance verifies with is checked by something that shares no line with it.
/// </summary>
public sealed class SdkSigner
{
    /// <summary>Signs with an access key.</summary>
    public SdkSigner(SdkKind kind, string accessKey, string secretKey)
    {
        Kind = kind;
        AccessKey = accessKey;
        SecretKey = secretKey;
    }

    /// <summary>Which SDK.</summary>
    public SdkKind Kind { get; }

    /// <summary>The access key id.</summary>
    public string AccessKey { get; }

    /// <summary>The secret key.</summary>
    public string SecretKey { get; }

    /// <summary>Sent as X-Project-Id.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Sent as X-Domain-Id.</summary>
    public string? DomainId { get; init; }

    /// <summary>Sent as X-Security-Token.</summary>
    public string? SecurityToken { get; init; }

    /// <summary>Region and service, to sign with V11-HMAC-SHA256.</summary>
    public (string Region, string Service)? Scope { get; init; }

    /// <summary>Makes a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="endpoint">Host and port.</param>
    /// <param name="path">The path up to its last parameter; only characters that need no escape.</param>
    /// <param name="date">When.</param>
    /// <param name="body">The body.</param>
    /// <param name="parameter">A last path parameter as the program gives it.</param>
    /// <param name="query">The query as the program gives it.</param>
    public SdkRequest Request(
        string method,
        string endpoint,
        string path,
        DateTimeOffset date,
        string body = "",
        string? parameter = null,
        params (string Name, string Value)[] query)
    {
        string wirePath = parameter is null ? path : $"{path}/{EscapeParameter(parameter)}";
        string wireQuery = WireQuery(query);
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        Dictionary<string, string> headers = Headers(method, endpoint, bytes, date);
        string[] signed = [.. headers.Keys.Select(static n => n.ToLowerInvariant()).Where(IsSigned).Order(StringComparer.Ordinal)];
        string canonical = string.Join(
            '\n',
            method,
            SignedPath(path, parameter, wirePath),
            Kind == SdkKind.DotNet ? SignedQueryOfWire(wireQuery) : SignedQuery(query),
            string.Concat(signed.Select(n => $"{n}:{headers.Single(h => h.Key.Equals(n, StringComparison.OrdinalIgnoreCase)).Value.Trim()}\n")),
            string.Join(';', signed),
            Hex(SHA256.HashData(bytes)));
        headers["Authorization"] = Authorize(canonical, headers["X-Sdk-Date"], string.Join(';', signed));
        return new SdkRequest(method, wireQuery.Length == 0 ? wirePath : $"{wirePath}?{wireQuery}", [.. headers], bytes);
    }

    /// <summary>The value of Authorization for a canonical request that the caller wrote.</summary>
    public string Authorize(string canonical, string date, string signedHeaders)
    {
        string hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        if (Scope is not { } scope)
        {
            return $"SDK-HMAC-SHA256 Access={AccessKey}, SignedHeaders={signedHeaders}, Signature={Sign(SecretKey, $"SDK-HMAC-SHA256\n{date}\n{hash}")}";
        }

        string info = $"{date[..8]}/{scope.Region}/{scope.Service}";
        string signature = Sign(DerivedKey(info), $"V11-HMAC-SHA256\n{date}\n{info}\n{hash}");
        return $"V11-HMAC-SHA256 Credential={AccessKey}/{info}, SignedHeaders={signedHeaders}, Signature={signature}";
    }

    /// <summary>The derived key in hexadecimal: extract and expand of RFC 5869, one block.</summary>
    public string DerivedKey(string info)
    {
        byte[] extracted = HMACSHA256.HashData(Encoding.UTF8.GetBytes(AccessKey), Encoding.UTF8.GetBytes(SecretKey));
        byte[] block = [.. Encoding.UTF8.GetBytes(info), 1];
        return Hex(HMACSHA256.HashData(extracted, block));
    }

    private Dictionary<string, string> Headers(string method, string endpoint, byte[] body, DateTimeOffset date)
    {
        string? contentType = Kind switch
        {
            SdkKind.Python => "application/json;charset=utf-8",
            SdkKind.Java => "application/json;charset=UTF-8",
            SdkKind.DotNet when method == "GET" => null,
            _ => "application/json",
        };
        (string Name, string? Value)[] all =
        [
            ("SDK_EXCHANGE", Kind == SdkKind.DotNet ? "23240469" : null),
            ("User-Agent", $"huaweicloud-usdk-{Kind.ToString().ToLowerInvariant()}/3.0; os/Linux#Debian_GNU/Linux_12_(bookworm)#X64; app/6b1c"),
            ("Content-Type", contentType),
            ("X-Project-Id", ProjectId),
            ("X-Domain-Id", DomainId),
            ("X-Security-Token", SecurityToken),
            ("X-Sdk-Date", date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)),
            (Kind == SdkKind.Node ? "host" : "Host", Kind == SdkKind.DotNet ? endpoint.Split(':')[0] : endpoint),
            ("Content-Length", method == "GET" && body.Length == 0 ? null : body.Length.ToString(CultureInfo.InvariantCulture)),
        ];
        return all.Where(static h => h.Value is not null).ToDictionary(static h => h.Name, static h => h.Value!, StringComparer.OrdinalIgnoreCase);
    }

    private bool IsSigned(string name) => name switch
    {
        "content-length" => false,
        "content-type" => Kind is SdkKind.Python or SdkKind.Node,
        "user-agent" => Kind is not SdkKind.Node,
        _ => !name.Contains('_', StringComparison.Ordinal),
    };

    private string EscapeParameter(string parameter) => Kind switch
    {
        SdkKind.Python => Uri.EscapeDataString(parameter),
        SdkKind.Node => Escape(parameter, " \"<>`{}"),
        _ => string.Join('/', parameter.Split('/').Select(Uri.EscapeDataString)),
    };

    private string SignedPath(string path, string? parameter, string wirePath)
    {
        string signed = Kind == SdkKind.Node && parameter is not null
            ? $"{path}/{string.Join('/', EscapeAscii(parameter).Split('/').Select(EncodeUriComponent))}"
            : string.Join('/', Uri.UnescapeDataString(wirePath).Split('/').Select(Uri.EscapeDataString));
        return signed.EndsWith('/') ? signed : signed + "/";
    }

    /// <summary>What Node's old URL parser makes of a path before the signer gets it: some of ASCII is escaped, other scripts are left.</summary>
    private static string EscapeAscii(string text) => string.Concat(text.Select(static c => " \"<>`{}'|^".Contains(c, StringComparison.Ordinal) ? Uri.EscapeDataString(c.ToString()) : c.ToString()));

    /// <summary>What its new one sends: those characters and other scripts escaped, percent signs as they are.</summary>
    private static string Escape(string text, string characters) => string.Concat(text.EnumerateRunes().Select(
        r => r.Value > 0x7F || characters.Contains((char)r.Value, StringComparison.Ordinal) ? Uri.EscapeDataString(r.ToString()) : r.ToString()));

    private static string EncodeUriComponent(string text) => Uri.EscapeDataString(text)
        .Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal)
        .Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);

    private string WireQuery((string Name, string Value)[] query) => string.Join('&', query.Select(p => Kind == SdkKind.DotNet
        ? $"{p.Name}={string.Concat(p.Value.Select(static c => c is ' ' or '"' or '<' or '>' or '^' or '`' or '{' or '|' or '}' or '%' or > '~' ? Uri.EscapeDataString(c.ToString()) : c.ToString()))}"
        : $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));

    private static string SignedQuery(IEnumerable<(string Name, string Value)> query) => string.Join('&', query
        .OrderBy(static p => p.Name, StringComparer.Ordinal).ThenBy(static p => p.Value, StringComparer.Ordinal)
        .Select(static p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));

    private static string SignedQueryOfWire(string query) => query.Length == 0 ? "" : SignedQuery(query.Split('&').Select(static piece =>
    {
        string[] parts = piece.Replace('+', ' ').Split('=', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 1 ? "" : Uri.UnescapeDataString(parts[1]));
    }));

    private static string Sign(string key, string text) => Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
