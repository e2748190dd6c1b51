using System.Text;

namespace Dew.Testing;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">All headers in their order, as text; UTF-8 on the wire.</param>
/// <param name="Body">The body.</param>
public sealed record SdkRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>The one header with this name.</summary>
    public string this[string name] => Headers.Single(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The same request with a header changed, added, or (null) removed, and not signed again.</summary>
    public SdkRequest With(string name, string? value)
    {
        List<KeyValuePair<string, string>> headers = [.. Headers];
        int at = headers.FindIndex(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
        {
            headers.RemoveAt(at);
        }

        if (value is not null)
        {
            headers.Insert(at < 0 ? headers.Count : at, new(name, value));
        }

        return this with { Headers = headers };
    }

    /// <summary>The same request with one more header, even if it has one of that name.</summary>
    public SdkRequest Plus(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    /// <summary>The bytes of an HTTP/1.1 request.</summary>
    public byte[] ToHttp1()
    {
        StringBuilder head = new();
        head.Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        foreach ((string name, string value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }
}
