using System.Buffers;

namespace Dew.Protocol.Signing;

/// <summary>The Authorization header of a signed request, taken apart. The parts point into the header's text.</summary>
/// <remarks>
/// <c>SDK-HMAC-SHA256 Access=AK, SignedHeaders=a;b, Signature=HEX</c> or
/// <c>V11-HMAC-SHA256 Credential=AK/DATE/REGION/SERVICE, SignedHeaders=a;b, Signature=HEX</c>: one space after the algorithm, the parts
/// in this order, each once, a comma and at most one space between them.
/// </remarks>
public readonly record struct AuthorizationHeader
{
    /// <summary>Characters accepted in all.</summary>
    public const int MaxLength = 2048;

    /// <summary>Characters of an access key id at most; the vendor's have 20.</summary>
    public const int MaxAccessKeyLength = 64;

    private const int SignatureLength = 2 * RequestSignature.Length;

    private static readonly SearchValues<char> s_accessKey =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> s_lowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The algorithm.</summary>
    public SignatureAlgorithm Algorithm { get; private init; }

    /// <summary>The access key id, 1 to 64 letters, digits, hyphens and underscores.</summary>
    public ReadOnlyMemory<char> AccessKey { get; private init; }

    /// <summary>What the key is derived for; the default value unless the algorithm is <see cref="SignatureAlgorithm.V11HmacSha256"/>.</summary>
    public CredentialScope Scope { get; private init; }

    /// <summary>The list of signed headers as it stands there; see <see cref="SignedHeaderList"/>.</summary>
    public ReadOnlyMemory<char> SignedHeaders { get; private init; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public ReadOnlyMemory<char> Signature { get; private init; }

    /// <summary>Takes a header apart.</summary>
    /// <param name="text">Its value.</param>
    /// <param name="header">The parts.</param>
    /// <returns>What is wrong with it, or <see cref="AuthorizationError.None"/>.</returns>
    public static AuthorizationError TryParse(string text, out AuthorizationHeader header)
    {
        ArgumentNullException.ThrowIfNull(text);
        header = default;
        if (text.Length > MaxLength)
        {
            return AuthorizationError.TooLong;
        }

        int space = text.IndexOf(' ', StringComparison.Ordinal);
        SignatureAlgorithm algorithm = RequestSignature.FindAlgorithm(space < 0 ? text : text.AsSpan(0, space));
        if (algorithm == SignatureAlgorithm.Unset)
        {
            return AuthorizationError.AlgorithmUnsupported;
        }

        bool isDerived = algorithm == SignatureAlgorithm.V11HmacSha256;
        ReadOnlyMemory<char> rest = space < 0 ? default : text.AsMemory(space + 1);
        if (!TryTake(ref rest, isDerived ? "Credential=" : "Access=", out ReadOnlyMemory<char> credential) ||
            !TryTake(ref rest, "SignedHeaders=", out ReadOnlyMemory<char> signedHeaders) ||
            !TryTakeLast(rest, "Signature=", out ReadOnlyMemory<char> signature))
        {
            return AuthorizationError.Malformed;
        }

        ReadOnlyMemory<char> accessKey = credential;
        CredentialScope scope = default;
        if (isDerived)
        {
            int slash = credential.Span.IndexOf('/');
            if (slash < 0 || !CredentialScope.TryParse(credential[(slash + 1)..], out scope))
            {
                return AuthorizationError.Malformed;
            }

            accessKey = credential[..slash];
        }

        if (accessKey.Length is 0 or > MaxAccessKeyLength || accessKey.Span.ContainsAnyExcept(s_accessKey) ||
            signature.Length != SignatureLength || signature.Span.ContainsAnyExcept(s_lowerHex))
        {
            return AuthorizationError.Malformed;
        }

        header = new AuthorizationHeader
        {
            Algorithm = algorithm,
            AccessKey = accessKey,
            Scope = scope,
            SignedHeaders = signedHeaders,
            Signature = signature,
        };
        return AuthorizationError.None;
    }

    /// <summary>Takes <c>name=value,</c> and at most one space after it.</summary>
    private static bool TryTake(ref ReadOnlyMemory<char> rest, string name, out ReadOnlyMemory<char> value)
    {
        int comma = rest.Span.IndexOf(',');
        if (comma < 0 || !TryTakeLast(rest[..comma], name, out value))
        {
            value = default;
            return false;
        }

        rest = rest[(comma + 1)..];
        if (rest.Span.StartsWith(' '))
        {
            rest = rest[1..];
        }

        return true;
    }

    private static bool TryTakeLast(ReadOnlyMemory<char> part, string name, out ReadOnlyMemory<char> value)
    {
        bool fits = part.Span.StartsWith(name, StringComparison.Ordinal);
        value = fits ? part[name.Length..] : default;
        return fits;
    }
}
