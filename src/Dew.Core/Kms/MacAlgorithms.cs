using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>What MAC algorithms are called and which key each goes with (reference section 9).</summary>
public static class MacAlgorithms
{
    /// <summary>The accepted names, for messages.</summary>
    public const string AcceptedNames = "HMAC_SHA_256, HMAC_SHA_384, HMAC_SHA_512";

    /// <summary>The hash of a MAC algorithm's name, compared by its characters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hash">The hash.</param>
    public static bool TryParse(string name, out HashName hash)
    {
        hash = name switch
        {
            "HMAC_SHA_256" => HashName.Sha256,
            "HMAC_SHA_384" => HashName.Sha384,
            "HMAC_SHA_512" => HashName.Sha512,
            _ => HashName.Unset,
        };
        return hash != HashName.Unset;
    }

    /// <summary>The hash that goes with a key.</summary>
    internal static HashName HashOf(KeySpec spec) => spec switch
    {
        KeySpec.Hmac256 => HashName.Sha256,
        KeySpec.Hmac384 => HashName.Sha384,
        KeySpec.Hmac512 => HashName.Sha512,
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec, null),
    };
}
