using System.Security.Cryptography;
using System.Text;

namespace Dew.Protocol.Signing;

/// <summary>From the hash of a canonical request to its signature.</summary>
public static class RequestSignature
{
    /// <summary>Bytes of a signature.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    private const string SdkHmacSha256 = "SDK-HMAC-SHA256";
    private const string V11HmacSha256 = "V11-HMAC-SHA256";
    private const byte LineFeed = (byte)'\n';

    /// <summary>The name of an algorithm on the wire.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static string NameOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.SdkHmacSha256 => SdkHmacSha256,
        SignatureAlgorithm.V11HmacSha256 => V11HmacSha256,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "no such algorithm"),
    };

    /// <summary>The algorithm of a name, or <see cref="SignatureAlgorithm.Unset"/>.</summary>
    /// <param name="name">The name, in its exact letters.</param>
    public static SignatureAlgorithm FindAlgorithm(ReadOnlySpan<char> name) => name switch
    {
        SdkHmacSha256 => SignatureAlgorithm.SdkHmacSha256,
        V11HmacSha256 => SignatureAlgorithm.V11HmacSha256,
        _ => SignatureAlgorithm.Unset,
    };

    /// <summary>Signs with SDK-HMAC-SHA256.</summary>
    /// <param name="secretKey">The secret key in UTF-8.</param>
    /// <param name="date">The value of X-Sdk-Date.</param>
    /// <param name="canonicalHash">The SHA-256 of the canonical request.</param>
    /// <param name="signature">Receives 32 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> secretKey, ReadOnlySpan<char> date, ReadOnlySpan<byte> canonicalHash, Span<byte> signature) =>
        ComputeCore(secretKey, SdkHmacSha256, date, default, canonicalHash, signature);

    /// <summary>Signs with V11-HMAC-SHA256.</summary>
    /// <param name="secretKey">The secret key in UTF-8.</param>
    /// <param name="accessKey">The access key id.</param>
    /// <param name="scope">What the key is derived for.</param>
    /// <param name="date">The value of X-Sdk-Date.</param>
    /// <param name="canonicalHash">The SHA-256 of the canonical request.</param>
    /// <param name="signature">Receives 32 bytes.</param>
    public static void ComputeDerived(
        ReadOnlySpan<byte> secretKey,
        ReadOnlySpan<char> accessKey,
        in CredentialScope scope,
        ReadOnlySpan<char> date,
        ReadOnlySpan<byte> canonicalHash,
        Span<byte> signature)
    {
        Span<byte> derived = stackalloc byte[Length];
        Span<byte> key = stackalloc byte[2 * Length];
        try
        {
            DeriveKey(secretKey, accessKey, scope, derived);
            Convert.TryToHexStringLower(derived, key, out _);
            ComputeCore(key, V11HmacSha256, date, scope.Text.Span, canonicalHash, signature);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The derived key of V11-HMAC-SHA256: HKDF-SHA-256 (RFC 5869), salt the access key id, info the scope. Its hexadecimal text is the HMAC key.</summary>
    /// <param name="secretKey">The secret key in UTF-8.</param>
    /// <param name="accessKey">The access key id.</param>
    /// <param name="scope">What the key is derived for.</param>
    /// <param name="derived">Receives 32 bytes.</param>
    public static void DeriveKey(ReadOnlySpan<byte> secretKey, ReadOnlySpan<char> accessKey, in CredentialScope scope, Span<byte> derived)
    {
        Span<byte> salt = stackalloc byte[AuthorizationHeader.MaxAccessKeyLength];
        Span<byte> info = stackalloc byte[CredentialScope.MaxLength];
        salt = salt[..Encoding.ASCII.GetBytes(accessKey, salt)];
        info = info[..Encoding.ASCII.GetBytes(scope.Text.Span, info)];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secretKey, derived, salt, info);
    }

    private static void ComputeCore(
        ReadOnlySpan<byte> key, string algorithm, ReadOnlySpan<char> date, ReadOnlySpan<char> scope, ReadOnlySpan<byte> canonicalHash, Span<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(date.Length, SigningDate.Length);
        Span<byte> text = stackalloc byte[64 + CredentialScope.MaxLength + (2 * SHA256.HashSizeInBytes)];
        int length = AppendLine(text, algorithm);
        length += AppendLine(text[length..], date);
        if (!scope.IsEmpty)
        {
            length += AppendLine(text[length..], scope);
        }

        Convert.TryToHexStringLower(canonicalHash, text[length..], out int written);
        HMACSHA256.HashData(key, text[..(length + written)], signature);
    }

    private static int AppendLine(Span<byte> text, ReadOnlySpan<char> line)
    {
        int length = Encoding.ASCII.GetBytes(line, text);
        text[length] = LineFeed;
        return length + 1;
    }
}
