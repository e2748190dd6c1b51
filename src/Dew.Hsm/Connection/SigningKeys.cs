using System.Security.Cryptography;
using System.Text;
using Dew.Core.Kms;
using Dew.Core.Ports;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>
/// The appliance's signing keys: token objects, EC P-256, found by label. The halves of a pair share a CKA_ID drawn for it, so halves that a
/// generation left when it was killed belong to nothing and are passed over; of several whole pairs the one with the lowest CKA_ID counts.
/// </summary>
internal static unsafe class SigningKeys
{
    private const int LongestId = 64;
    private const int IdLength = 16;

    private static readonly KeyShape s_shape = KeyShape.Of(KeySpec.EcP256)!;

    /// <summary>Every signing key an appliance has.</summary>
    internal static IReadOnlyList<TokenKey> All { get; } = [TokenKey.Audit, TokenKey.Ca];

    internal static string LabelOf(TokenKey key) => key switch
    {
        TokenKey.Audit => "dew-audit",
        TokenKey.Ca => "dew-ca",
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "no key of the token"),
    };

    /// <summary>Generates a pair: sensitive, not extractable, for signing only.</summary>
    internal static nuint Generate(CK_FUNCTION_LIST* functions, nuint session, TokenKey key)
    {
        CK_MECHANISM mechanism = new() { mechanism = CKM_EC_KEY_PAIR_GEN };
        byte[] id = RandomNumberGenerator.GetBytes(IdLength);
        fixed (byte* label = Encoding.ASCII.GetBytes(LabelOf(key)), i = id, curve = s_shape.CurveParameters)
        {
            int labelLength = LabelOf(key).Length;
            KeyTemplate publicHalf = default;
            publicHalf.Flag(CKA_TOKEN, true);
            publicHalf.Flag(CKA_VERIFY, true);
            publicHalf.Bytes(CKA_EC_PARAMS, curve, s_shape.CurveParameters.Length);
            publicHalf.Bytes(CKA_LABEL, label, labelLength);
            publicHalf.Bytes(CKA_ID, i, id.Length);
            KeyTemplate privateHalf = default;
            privateHalf.Flag(CKA_TOKEN, true);
            privateHalf.Flag(CKA_PRIVATE, true);
            privateHalf.Flag(CKA_SENSITIVE, true);
            privateHalf.Flag(CKA_EXTRACTABLE, false);
            privateHalf.Flag(CKA_SIGN, true);
            privateHalf.Flag(CKA_DERIVE, false);
            privateHalf.Bytes(CKA_LABEL, label, labelLength);
            privateHalf.Bytes(CKA_ID, i, id.Length);
            nuint publicKey;
            nuint privateKey;
            return functions->C_GenerateKeyPair(
                session, &mechanism, publicHalf.Pointer, publicHalf.Count, privateHalf.Pointer, privateHalf.Count, &publicKey, &privateKey);
        }
    }

    /// <summary>The signing keys that are there.</summary>
    /// <exception cref="HsmException">The module refused to look.</exception>
    internal static IReadOnlyDictionary<TokenKey, SigningKey> Find(CK_FUNCTION_LIST* functions, nuint session)
    {
        Dictionary<TokenKey, SigningKey> found = [];
        foreach (TokenKey key in All)
        {
            if (Find(functions, session, LabelOf(key)) is { } pair)
            {
                found.Add(key, pair);
            }
        }

        return found;
    }

    /// <summary>C_SignInit and C_Sign of a SHA-256 digest.</summary>
    internal static nuint Sign(CK_FUNCTION_LIST* functions, nuint session, nuint key, ReadOnlySpan<byte> digest, Span<byte> signature)
    {
        CK_MECHANISM mechanism = new() { mechanism = CKM_ECDSA };
        nuint rv = functions->C_SignInit(session, &mechanism, key);
        if (rv != CKR_OK)
        {
            return rv;
        }

        nuint length = (nuint)signature.Length;
        fixed (byte* d = digest, s = signature)
        {
            rv = functions->C_Sign(session, d, (nuint)digest.Length, s, &length);
        }

        return rv == CKR_OK && length != (nuint)signature.Length ? CKR_GENERAL_ERROR : rv;
    }

    private static SigningKey? Find(CK_FUNCTION_LIST* functions, nuint session, string label)
    {
        Dictionary<string, nuint> publicHalves = FindHalves(functions, session, CKO_PUBLIC_KEY, label);
        foreach ((string id, nuint handle) in FindHalves(functions, session, CKO_PRIVATE_KEY, label).OrderBy(static half => half.Key, StringComparer.Ordinal))
        {
            if (publicHalves.TryGetValue(id, out nuint publicHalf))
            {
                TokenKeyScan.Check(KeyMaterial.ReadPublicKey(functions, session, s_shape, publicHalf, out byte[] publicKey, out _));
                return new SigningKey(handle, publicKey);
            }
        }

        return null;
    }

    /// <summary>Token objects by CKA_ID, in hexadecimal.</summary>
    private static Dictionary<string, nuint> FindHalves(CK_FUNCTION_LIST* functions, nuint session, nuint objectClass, string label)
    {
        Dictionary<string, nuint> halves = new(StringComparer.Ordinal);
        Span<byte> buffer = stackalloc byte[LongestId];
        foreach (nuint handle in TokenKeyScan.FindAll(functions, session, objectClass, label))
        {
            Span<byte> id = buffer;
            // An id longer than that is none of ours.
            if (KeyMaterial.ReadAttribute(functions, session, handle, CKA_ID, ref id) == CKR_OK)
            {
                halves.TryAdd(Convert.ToHexString(id), handle);
            }
        }

        return halves;
    }
}
