using System.Collections.Frozen;
using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>What signing algorithms are called and consist of.</summary>
public static class SigningAlgorithms
{
    private static readonly FrozenDictionary<string, SigningAlgorithm> s_byName = new Dictionary<string, SigningAlgorithm>(StringComparer.Ordinal)
    {
        ["RSASSA_PSS_SHA_256"] = SigningAlgorithm.RsaPssSha256,
        ["RSASSA_PSS_SHA_384"] = SigningAlgorithm.RsaPssSha384,
        ["RSASSA_PSS_SHA_512"] = SigningAlgorithm.RsaPssSha512,
        ["RSASSA_PKCS1_V1_5_SHA_256"] = SigningAlgorithm.RsaPkcs1Sha256,
        ["RSASSA_PKCS1_V1_5_SHA_384"] = SigningAlgorithm.RsaPkcs1Sha384,
        ["RSASSA_PKCS1_V1_5_SHA_512"] = SigningAlgorithm.RsaPkcs1Sha512,
        ["ECDSA_SHA_256"] = SigningAlgorithm.EcdsaSha256,
        ["ECDSA_SHA_384"] = SigningAlgorithm.EcdsaSha384,
        ["ECDSA_SHA_512"] = SigningAlgorithm.EcdsaSha512,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The accepted names, for messages.</summary>
    public static string AcceptedNames { get; } = string.Join(", ", s_byName.OrderBy(static p => p.Value).Select(static p => p.Key));

    /// <summary>The algorithm of a name, compared by its characters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="algorithm">The algorithm.</param>
    public static bool TryParse(string name, out SigningAlgorithm algorithm) => s_byName.TryGetValue(name, out algorithm);

    /// <summary>The hash of the message.</summary>
    internal static HashName Hash(this SigningAlgorithm algorithm) => algorithm switch
    {
        SigningAlgorithm.RsaPssSha256 or SigningAlgorithm.RsaPkcs1Sha256 or SigningAlgorithm.EcdsaSha256 => HashName.Sha256,
        SigningAlgorithm.RsaPssSha384 or SigningAlgorithm.RsaPkcs1Sha384 or SigningAlgorithm.EcdsaSha384 => HashName.Sha384,
        SigningAlgorithm.RsaPssSha512 or SigningAlgorithm.RsaPkcs1Sha512 or SigningAlgorithm.EcdsaSha512 => HashName.Sha512,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };

    /// <summary>The hash as .NET calls it.</summary>
    internal static HashAlgorithmName HashAlgorithm(this SigningAlgorithm algorithm) => algorithm.Hash() switch
    {
        HashName.Sha256 => HashAlgorithmName.SHA256,
        HashName.Sha384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    /// <summary>The provider's operation.</summary>
    internal static CryptoOperation Scheme(this SigningAlgorithm algorithm) => algorithm switch
    {
        SigningAlgorithm.RsaPssSha256 or SigningAlgorithm.RsaPssSha384 or SigningAlgorithm.RsaPssSha512 => CryptoOperation.SignPss,
        SigningAlgorithm.RsaPkcs1Sha256 or SigningAlgorithm.RsaPkcs1Sha384 or SigningAlgorithm.RsaPkcs1Sha512 => CryptoOperation.SignPkcs1,
        SigningAlgorithm.EcdsaSha256 or SigningAlgorithm.EcdsaSha384 or SigningAlgorithm.EcdsaSha512 => CryptoOperation.SignEcdsa,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };

    /// <summary>
    /// Whether a key can sign so. The reference pairs EC_P256 with SHA-256 and EC_P384 with SHA-384; SHA-512 has no curve of its own
    /// there and goes with the largest one.
    /// </summary>
    internal static bool Fits(this SigningAlgorithm algorithm, KeySpec spec) => spec.Family() switch
    {
        KeyFamily.Rsa => algorithm is >= SigningAlgorithm.RsaPssSha256 and <= SigningAlgorithm.RsaPkcs1Sha512,
        KeyFamily.EllipticCurve => (spec, algorithm) is
            (KeySpec.EcP256, SigningAlgorithm.EcdsaSha256) or
            (KeySpec.EcP384, SigningAlgorithm.EcdsaSha384 or SigningAlgorithm.EcdsaSha512),
        _ => false,
    };
}
