using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>
/// Generating, wrapping and unwrapping of key material. What is generated is extractable, so that dew-root can wrap it, has no usage and is
/// destroyed at once; what is unwrapped for use is not extractable and may do only what its kind is for.
/// </summary>
internal static unsafe class KeyMaterial
{
    /// <summary>Not a value of PKCS#11: the token has no dew-root of the generation asked for.</summary>
    internal const nuint NoSuchRoot = 0xD0000001;

    /// <summary>PKCS#8 of an RSA-4096 key is about 2,400 bytes.</summary>
    private const int WrappedCapacity = 8192;

    private const int SemiBlock = 8;

    private static ReadOnlySpan<byte> PublicExponent => [1, 0, 1];

    /// <summary>Generates a key as a session object, extractable.</summary>
    /// <param name="publicKey">The public half of a pair, else 0.</param>
    internal static nuint Generate(CK_FUNCTION_LIST* functions, nuint session, KeyShape shape, out nuint key, out nuint publicKey)
    {
        nuint k = 0;
        nuint p = 0;
        nuint rv;
        CK_MECHANISM mechanism = new() { mechanism = shape.Generator };
        KeyTemplate template = default;
        DescribeFresh(ref template, shape);
        if (!shape.IsPair)
        {
            template.Number(CKA_VALUE_LEN, (nuint)shape.LengthBytes);
            rv = functions->C_GenerateKey(session, &mechanism, template.Pointer, template.Count, &k);
        }
        else
        {
            fixed (byte* curve = shape.CurveParameters, exponent = PublicExponent)
            {
                KeyTemplate publicTemplate = default;
                publicTemplate.Flag(CKA_TOKEN, false);
                publicTemplate.Flag(CKA_VERIFY, true);
                if (shape.CurveOid is null)
                {
                    publicTemplate.Number(CKA_MODULUS_BITS, (nuint)shape.Bits);
                    publicTemplate.Bytes(CKA_PUBLIC_EXPONENT, exponent, PublicExponent.Length);
                }
                else
                {
                    publicTemplate.Bytes(CKA_EC_PARAMS, curve, shape.CurveParameters.Length);
                }

                rv = functions->C_GenerateKeyPair(
                    session, &mechanism, publicTemplate.Pointer, publicTemplate.Count, template.Pointer, template.Count, &p, &k);
            }
        }

        key = k;
        publicKey = p;
        return rv;
    }

    /// <summary>Wraps a key.</summary>
    internal static nuint Wrap(CK_FUNCTION_LIST* functions, nuint session, nuint wrapMechanism, nuint root, nuint key, out byte[] wrapped)
    {
        wrapped = [];
        CK_MECHANISM mechanism = new() { mechanism = wrapMechanism };
        byte* buffer = stackalloc byte[WrappedCapacity];
        nuint length = WrappedCapacity;
        nuint rv = functions->C_WrapKey(session, &mechanism, root, key, buffer, &length);
        if (rv == CKR_OK)
        {
            wrapped = new ReadOnlySpan<byte>(buffer, checked((int)length)).ToArray();
        }

        return rv;
    }

    /// <summary>Unwraps a key version with the dew-root it names.</summary>
    internal static nuint Load(Connection connection, nuint session, LoadedKey key, out nuint handle)
    {
        handle = 0;
        if (!connection.Keys.Roots.TryGetValue(key.Version.RootGeneration, out nuint root))
        {
            return NoSuchRoot;
        }

        HsmProfile profile = connection.Profile;
        int length = key.Version.WrappedMaterial.Length;
        if (profile.WrapIsRfc5649 && (length < 2 * SemiBlock || length % SemiBlock != 0))
        {
            // RFC 5649 §4.2 step 1. NSS takes a length that cannot be for a want of memory (CKR_HOST_MEMORY).
            return CKR_WRAPPED_KEY_LEN_RANGE;
        }

        ReadOnlySpan<byte> publicBits = profile.UnwrapWantsNssPublicValue ? PublicValueForNss(key) : default;
        return Unwrap(
            connection.Functions, session, (nuint)profile.WrapMechanism, root, key.Shape, key.Version.WrappedMaterial.Span, publicBits,
            extractable: false, out handle);
    }

    /// <summary>Unwraps material as a session object for use.</summary>
    internal static nuint Unwrap(
        CK_FUNCTION_LIST* functions, nuint session, nuint wrapMechanism, nuint root, KeyShape shape, ReadOnlySpan<byte> wrapped,
        ReadOnlySpan<byte> nssPublicValue, bool extractable, out nuint handle)
    {
        handle = 0;
        if (wrapped.IsEmpty)
        {
            return CKR_WRAPPED_KEY_LEN_RANGE;
        }

        CK_MECHANISM mechanism = new() { mechanism = wrapMechanism };
        KeyTemplate template = default;
        DescribeUsable(ref template, shape, extractable);
        fixed (byte* w = wrapped, n = nssPublicValue)
        {
            if (n is not null)
            {
                template.Bytes(CKA_NSS_DB, n, nssPublicValue.Length);
            }

            nuint h = 0;
            nuint rv = functions->C_UnwrapKey(session, &mechanism, root, w, (nuint)wrapped.Length, template.Pointer, template.Count, &h);
            handle = h;
            return rv;
        }
    }

    /// <summary>The public half as DER SubjectPublicKeyInfo.</summary>
    /// <param name="ecPointIsDer">For the profile: whether an EC point came as OCTET STRING.</param>
    internal static nuint ReadPublicKey(
        CK_FUNCTION_LIST* functions, nuint session, KeyShape shape, nuint publicKey, out byte[] subjectPublicKeyInfo, out bool ecPointIsDer)
    {
        subjectPublicKeyInfo = [];
        ecPointIsDer = true;
        Span<byte> first = stackalloc byte[1024];
        if (shape.CurveOid is not null)
        {
            nuint answer = ReadAttribute(functions, session, publicKey, CKA_EC_POINT, ref first);
            if (answer == CKR_OK)
            {
                int pointLength = 1 + (2 * shape.LengthBytes);
                ecPointIsDer = first.Length != pointLength;
                subjectPublicKeyInfo = SubjectPublicKeyInfo.EncodeEc(shape.CurveOid, first[^pointLength..]);
            }

            return answer;
        }

        Span<byte> second = stackalloc byte[16];
        nuint rv = ReadAttribute(functions, session, publicKey, CKA_MODULUS, ref first);
        if (rv == CKR_OK)
        {
            rv = ReadAttribute(functions, session, publicKey, CKA_PUBLIC_EXPONENT, ref second);
        }

        if (rv == CKR_OK)
        {
            subjectPublicKeyInfo = SubjectPublicKeyInfo.EncodeRsa(first, second);
        }

        return rv;
    }

    internal static nuint ReadAttribute(CK_FUNCTION_LIST* functions, nuint session, nuint handle, nuint type, ref Span<byte> value)
    {
        fixed (byte* v = value)
        {
            CK_ATTRIBUTE attribute = new() { type = type, pValue = v, ulValueLen = (nuint)value.Length };
            nuint rv = functions->C_GetAttributeValue(session, handle, &attribute, 1);
            value = rv == CKR_OK ? value[..(int)attribute.ulValueLen] : default;
            return rv;
        }
    }

    /// <summary>NSS identifies a private key by the hash of its public value: the point of an EC key, the modulus of an RSA key.</summary>
    private static byte[] PublicValueForNss(LoadedKey key) => key.Shape.CurveOid is null ? key.Modulus : key.PublicBits;

    private static void DescribeFresh(ref KeyTemplate template, KeyShape shape)
    {
        template.Number(CKA_CLASS, shape.ObjectClass);
        template.Number(CKA_KEY_TYPE, shape.KeyType);
        Protect(ref template, extractable: true);
        template.Flag(CKA_DECRYPT, false);
        template.Flag(CKA_UNWRAP, false);
        template.Flag(CKA_SIGN, false);
        template.Flag(CKA_DERIVE, false);
        if (!shape.IsPair)
        {
            template.Flag(CKA_ENCRYPT, false);
            template.Flag(CKA_WRAP, false);
            template.Flag(CKA_VERIFY, false);
        }
    }

    private static void DescribeUsable(ref KeyTemplate template, KeyShape shape, bool extractable)
    {
        template.Number(CKA_CLASS, shape.ObjectClass);
        template.Number(CKA_KEY_TYPE, shape.KeyType);
        Protect(ref template, extractable);
        bool isAes = shape.KeyType == CKK_AES;
        template.Flag(CKA_DECRYPT, isAes || shape.KeyType == CKK_RSA);
        template.Flag(CKA_UNWRAP, false);
        template.Flag(CKA_SIGN, !isAes);
        template.Flag(CKA_DERIVE, false);
        if (!shape.IsPair)
        {
            template.Flag(CKA_ENCRYPT, isAes);
            template.Flag(CKA_WRAP, false);
            template.Flag(CKA_VERIFY, false);
        }
    }

    private static void Protect(ref KeyTemplate template, bool extractable)
    {
        template.Flag(CKA_TOKEN, false);
        template.Flag(CKA_PRIVATE, true);
        template.Flag(CKA_SENSITIVE, true);
        template.Flag(CKA_EXTRACTABLE, extractable);
    }
}
