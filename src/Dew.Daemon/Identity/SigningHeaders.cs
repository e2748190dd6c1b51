using System.Collections.Frozen;
using Dew.Protocol.Signing;
using Microsoft.Extensions.Primitives;

namespace Dew.Daemon.Identity;

/// <summary>Names of headers that matter to signatures.</summary>
internal static class SigningHeaders
{
    internal const string Authorization = "authorization";
    internal const string Host = "host";
    internal const string Date = "x-sdk-date";
    internal const string ContentHash = "x-sdk-content-sha256";
    internal const string SecurityToken = "x-security-token";
    internal const string AuthToken = "x-auth-token";

    /// <summary>Must be signed when the request has them; <see cref="Host"/> and <see cref="Date"/> always.</summary>
    internal static readonly string[] SignedIfPresent = [SecurityToken, "x-project-id", "x-domain-id"];

    /// <summary>What SDKs sign, so that looking up a header of a list makes no string.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_usual = FrozenSet.Create(
        StringComparer.Ordinal,
        [Host, Date, ContentHash, "content-type", "user-agent", "accept", "content-length", .. SignedIfPresent]).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The values of a header by its name in a list of signed headers.</summary>
    internal static StringValues Find(IHeaderDictionary headers, ReadOnlySpan<char> lowerName) =>
        headers[s_usual.TryGetValue(lowerName, out string? usual) ? usual : lowerName.ToString()];

    /// <summary>The first name of a list that the request does not have exactly once, or null.</summary>
    internal static string? FindNotOnce(IHeaderDictionary headers, ReadOnlySpan<char> signedHeaders)
    {
        foreach (Range range in signedHeaders.Split(';'))
        {
            if (Find(headers, signedHeaders[range]).Count != 1)
            {
                return signedHeaders[range].ToString();
            }
        }

        return null;
    }

    /// <summary>A header that must be signed and is not, or null.</summary>
    internal static string? FindUnsigned(IHeaderDictionary headers, ReadOnlySpan<char> signedHeaders)
    {
        if (!SignedHeaderList.Contains(signedHeaders, Host))
        {
            return Host;
        }

        if (!SignedHeaderList.Contains(signedHeaders, Date))
        {
            return Date;
        }

        foreach (string name in SignedIfPresent)
        {
            if (headers[name].Count > 0 && !SignedHeaderList.Contains(signedHeaders, name))
            {
                return name;
            }
        }

        return null;
    }
}
