using Dew.Core.Kms;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>A key specification in terms of PKCS#11.</summary>
internal sealed class KeyShape
{
    private static readonly KeyShape?[] s_bySpec = new KeyShape?[16];

    static KeyShape()
    {
        foreach (KeyShape shape in All)
        {
            s_bySpec[(int)shape.Spec] = shape;
        }
    }

    private KeyShape(KeySpec spec, nuint keyType, nuint generator, int bits)
    {
        Spec = spec;
        KeyType = keyType;
        Generator = generator;
        Bits = bits;
    }

    /// <summary>Every specification this layer knows, cheapest trial first.</summary>
    internal static IReadOnlyList<KeyShape> All { get; } =
    [
        new(KeySpec.Aes256, CKK_AES, CKM_AES_KEY_GEN, 256),
        new(KeySpec.Hmac256, CKK_GENERIC_SECRET, CKM_GENERIC_SECRET_KEY_GEN, 256) { MacMechanism = CKM_SHA256_HMAC },
        new(KeySpec.Hmac384, CKK_GENERIC_SECRET, CKM_GENERIC_SECRET_KEY_GEN, 384) { MacMechanism = CKM_SHA384_HMAC },
        new(KeySpec.Hmac512, CKK_GENERIC_SECRET, CKM_GENERIC_SECRET_KEY_GEN, 512) { MacMechanism = CKM_SHA512_HMAC },
        new(KeySpec.EcP256, CKK_EC, CKM_EC_KEY_PAIR_GEN, 256) { CurveOid = "1.2.840.10045.3.1.7" },
        new(KeySpec.EcP384, CKK_EC, CKM_EC_KEY_PAIR_GEN, 384) { CurveOid = "1.3.132.0.34" },
        new(KeySpec.Rsa2048, CKK_RSA, CKM_RSA_PKCS_KEY_PAIR_GEN, 2048),
        new(KeySpec.Rsa3072, CKK_RSA, CKM_RSA_PKCS_KEY_PAIR_GEN, 3072),
        new(KeySpec.Rsa4096, CKK_RSA, CKM_RSA_PKCS_KEY_PAIR_GEN, 4096),
    ];

    internal KeySpec Spec { get; }

    internal nuint KeyType { get; }

    /// <summary>The mechanism that generates it.</summary>
    internal nuint Generator { get; }

    /// <summary>Bits of the key, the modulus or the field.</summary>
    internal int Bits { get; }

    internal int LengthBytes => Bits / 8;

    /// <summary>Of an HMAC key: the mechanism of the hash as long as the key; 0 otherwise.</summary>
    internal nuint MacMechanism { get; private init; }

    /// <summary>Of an EC key: the named curve.</summary>
    internal string? CurveOid { get; private init; }

    internal bool IsPair => KeyType is CKK_RSA or CKK_EC;

    internal nuint ObjectClass => IsPair ? CKO_PRIVATE_KEY : CKO_SECRET_KEY;

    /// <summary>DER of the curve's object identifier (CKA_EC_PARAMS); empty otherwise.</summary>
    internal byte[] CurveParameters => CurveOid is null ? [] : SubjectPublicKeyInfo.EncodeOid(CurveOid);

    /// <summary>The shape, or null for a specification this layer does not know.</summary>
    internal static KeyShape? Of(KeySpec spec) => (int)spec < s_bySpec.Length ? s_bySpec[(int)spec] : null;
}
