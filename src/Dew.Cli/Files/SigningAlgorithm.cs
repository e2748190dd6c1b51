using System.Security.Cryptography;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Files;

/// <summary>The algorithms that dew can hash for.</summary>
internal static class SigningAlgorithm
{
    internal static readonly string[] All =
    [
        "RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512",
        "RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512",
        "ECDSA_SHA_256", "ECDSA_SHA_384", "ECDSA_SHA_512",
    ];

    /// <summary>What a key signs with if nobody says otherwise.</summary>
    /// <exception cref="CliException">A key of this specification does not sign.</exception>
    internal static string DefaultFor(string keySpec) => keySpec switch
    {
        "RSA_2048" or "RSA_3072" or "RSA_4096" => "RSASSA_PSS_SHA_256",
        "EC_P256" => "ECDSA_SHA_256",
        "EC_P384" => "ECDSA_SHA_384",
        _ => throw new CliException(
            ExitCode.Refused, $"A key of specification {keySpec} does not sign files.", "dew key create ALIAS --spec EC_P256"),
    };

    internal static HashAlgorithmName HashOf(string algorithm) => algorithm[^3..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => throw new CliException(ExitCode.Usage, $"dew does not know the hash of {algorithm}.", "dew sign --help"),
    };
}
