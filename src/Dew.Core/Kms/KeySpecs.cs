using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Dew.Core.Kms;

/// <summary>What each key specification is called and can do (reference section 9).</summary>
public static class KeySpecs
{
    private static readonly FrozenDictionary<string, KeySpec> s_byName = new Dictionary<string, KeySpec>(StringComparer.Ordinal)
    {
        ["AES_256"] = KeySpec.Aes256,
        ["RSA_2048"] = KeySpec.Rsa2048,
        ["RSA_3072"] = KeySpec.Rsa3072,
        ["RSA_4096"] = KeySpec.Rsa4096,
        ["EC_P256"] = KeySpec.EcP256,
        ["EC_P384"] = KeySpec.EcP384,
        ["HMAC_256"] = KeySpec.Hmac256,
        ["HMAC_384"] = KeySpec.Hmac384,
        ["HMAC_512"] = KeySpec.Hmac512,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every specification, in the order of its number.</summary>
    public static IReadOnlyList<KeySpec> All { get; } = [.. s_byName.Values.Order()];

    /// <summary>The accepted names, for messages.</summary>
    public static string AcceptedNames { get; } = string.Join(", ", All.Select(Name));

    /// <summary>The specification of a name such as AES_256, compared by its characters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="spec">The specification.</param>
    public static bool TryParse(string name, out KeySpec spec) => s_byName.TryGetValue(name, out spec);

    /// <summary>The name of a specification.</summary>
    /// <param name="spec">The specification.</param>
    public static string Name(this KeySpec spec) => spec switch
    {
        KeySpec.Aes256 => "AES_256",
        KeySpec.Rsa2048 => "RSA_2048",
        KeySpec.Rsa3072 => "RSA_3072",
        KeySpec.Rsa4096 => "RSA_4096",
        KeySpec.EcP256 => "EC_P256",
        KeySpec.EcP384 => "EC_P384",
        KeySpec.Hmac256 => "HMAC_256",
        KeySpec.Hmac384 => "HMAC_384",
        KeySpec.Hmac512 => "HMAC_512",
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec, null),
    };

    /// <summary>Which family a specification belongs to.</summary>
    /// <param name="spec">The specification.</param>
    public static KeyFamily Family(this KeySpec spec) => spec switch
    {
        KeySpec.Aes256 => KeyFamily.Symmetric,
        KeySpec.Rsa2048 or KeySpec.Rsa3072 or KeySpec.Rsa4096 => KeyFamily.Rsa,
        KeySpec.EcP256 or KeySpec.EcP384 => KeyFamily.EllipticCurve,
        KeySpec.Hmac256 or KeySpec.Hmac384 or KeySpec.Hmac512 => KeyFamily.Hmac,
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec, null),
    };

    /// <summary>The usage a key gets when create-key names none.</summary>
    /// <param name="spec">The specification.</param>
    public static KeyUsage DefaultUsage(this KeySpec spec) => spec.Family() switch
    {
        KeyFamily.Symmetric => KeyUsage.EncryptDecrypt,
        KeyFamily.Hmac => KeyUsage.GenerateVerifyMac,
        _ => KeyUsage.SignVerify,
    };

    /// <summary>Bytes of an RSA modulus.</summary>
    /// <param name="spec">An RSA specification.</param>
    public static int ModulusLength(this KeySpec spec) => spec switch
    {
        KeySpec.Rsa2048 => 256,
        KeySpec.Rsa3072 => 384,
        KeySpec.Rsa4096 => 512,
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec, null),
    };

    /// <summary>The longest message RSAES-OAEP with SHA-256 takes, in bytes: modulus − 2·32 − 2 (RFC 8017 §7.1.1).</summary>
    /// <param name="spec">An RSA specification.</param>
    public static int OaepCapacity(this KeySpec spec) => spec.ModulusLength() - (2 * SHA256.HashSizeInBytes) - 2;
}
