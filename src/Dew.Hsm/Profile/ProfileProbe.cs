using System.Globalization;
using Dew.Core.Kms;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>
/// Finds out by trial what a module can do. Mechanism numbers and lists are not believed: 0x210A is RFC 5649 in one module and another padding
/// in the next. All objects are session objects and destroyed at once.
/// </summary>
internal sealed unsafe partial class ProfileProbe
{
    private static readonly nuint[] s_wrapCandidates = [CKM_AES_KEY_WRAP_KWP, CKM_AES_KEY_WRAP_PAD];

    private readonly CK_FUNCTION_LIST* _functions;
    private readonly nuint _session;
    private readonly List<string> _missing = [];
    private readonly List<KeySpec> _supported = [];
    private readonly List<string> _pssHashes = [];
    private nuint _wrapMechanism;
    private nuint _wrappingKey;
    private nuint _damagedCiphertext;
    private nuint _damagedWrap;
    private bool _wrapIsRfc5649;
    private bool _wrapFillsUp;
    private bool _gcmHasIvBits;
    private bool _ecPointIsDer = true;
    private bool _wantsNssPublicValue;
    private bool _oaepInModule;

    private ProfileProbe(CK_FUNCTION_LIST* functions, nuint session)
    {
        _functions = functions;
        _session = session;
    }

    /// <summary>Makes every trial, in some tens of milliseconds where the module takes a known key.</summary>
    /// <param name="functions">The module.</param>
    /// <param name="slot">The token.</param>
    /// <param name="session">Logged in, read-write.</param>
    /// <param name="identity">For the profile.</param>
    /// <exception cref="HsmException">The module lacks what nothing works without: AES-GCM that detects damage, or a way to wrap keys.</exception>
    internal static HsmProfile Run(CK_FUNCTION_LIST* functions, nuint slot, nuint session, string identity)
    {
        var probe = new ProfileProbe(functions, session);
        probe.FindWrapMechanism();
        try
        {
            foreach (KeyShape shape in KeyShape.All)
            {
                probe.TrySpec(slot, shape);
            }
        }
        finally
        {
            probe.Destroy(probe._wrappingKey);
        }

        if (!probe._supported.Contains(KeySpec.Aes256))
        {
            throw new HsmException($"The HSM cannot be used: {string.Join("; ", probe._missing)}.");
        }

        return new HsmProfile
        {
            ModuleIdentity = identity,
            WrapMechanism = probe._wrapMechanism,
            WrapIsRfc5649 = probe._wrapIsRfc5649,
            WrapFillsUp = probe._wrapFillsUp,
            GcmHasIvBits = probe._gcmHasIvBits,
            OaepInModule = probe._oaepInModule,
            PssHashes = probe._pssHashes,
            EcPointIsDer = probe._ecPointIsDer,
            UnwrapWantsNssPublicValue = probe._wantsNssPublicValue,
            SessionCeiling = Dew.Hsm.ModuleIdentity.ReadSessionCeiling(functions, slot),
            DamagedCiphertext = probe._damagedCiphertext,
            DamagedWrap = probe._damagedWrap,
            SupportedSpecs = probe._supported,
            Missing = probe._missing,
        };
    }

    private void TrySpec(nuint slot, KeyShape shape)
    {
        if (shape.KeyType == CKK_RSA && shape.Bits > 2048)
        {
            TryLargerRsa(slot, shape);
            return;
        }

        try
        {
            switch (shape.KeyType)
            {
                case CKK_AES:
                    TryAes(shape);
                    break;
                case CKK_GENERIC_SECRET:
                    TryHmac(shape);
                    break;
                case CKK_EC:
                    TryEc(shape);
                    break;
                default:
                    TryRsa(shape);
                    break;
            }

            _supported.Add(shape.Spec);
        }
        catch (HsmException refused) when (!Ckr.IsConnectionLoss(refused.ReturnValue) || refused.ReturnValue == CKR_DEVICE_ERROR)
        {
            _missing.Add($"{shape.Spec}: {refused.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The trial with 2048 bits stands for the larger ones, which take seconds to generate; the module says how far it goes.</summary>
    private void TryLargerRsa(nuint slot, KeyShape shape)
    {
        CK_MECHANISM_INFO info;
        nuint rv = _functions->C_GetMechanismInfo(slot, shape.Generator, &info);
        if (!_supported.Contains(KeySpec.Rsa2048))
        {
            _missing.Add($"{shape.Spec}: as {KeySpec.Rsa2048}");
        }
        else if (rv != CKR_OK || info.ulMaxKeySize < (nuint)shape.Bits)
        {
            _missing.Add(string.Create(CultureInfo.InvariantCulture, $"{shape.Spec}: the module generates up to {info.ulMaxKeySize} bits ({CkrName.Of(rv)})"));
        }
        else
        {
            _supported.Add(shape.Spec);
        }
    }

    /// <summary>Generates, wraps, unwraps for use; the caller destroys the result.</summary>
    private nuint Travel(KeyShape shape, out byte[] publicKey)
    {
        publicKey = [];
        byte[] wrapped;
        nuint fresh = 0;
        nuint freshPublic = 0;
        try
        {
            Check(KeyMaterial.Generate(_functions, _session, shape, out fresh, out freshPublic), "generating a key");
            Check(KeyMaterial.Wrap(_functions, _session, _wrapMechanism, _wrappingKey, fresh, out wrapped), "wrapping a key");
            if (shape.IsPair)
            {
                Check(KeyMaterial.ReadPublicKey(_functions, _session, shape, freshPublic, out publicKey, out bool isDer), "reading a public key");
                _ecPointIsDer = shape.CurveOid is null ? _ecPointIsDer : isDer;
            }
        }
        finally
        {
            Destroy(fresh);
            Destroy(freshPublic);
        }

        return Unwrap(shape, wrapped, publicKey);
    }

    /// <summary>Unwraps for use, finding out whether the module wants NSS's attribute for it.</summary>
    private nuint Unwrap(KeyShape shape, byte[] wrapped, byte[] publicKey)
    {
        byte[] publicValue = !shape.IsPair ? [] :
            shape.CurveOid is null ? SubjectPublicKeyInfo.DecodeModulus(publicKey) : SubjectPublicKeyInfo.DecodeKey(publicKey);
        nuint rv = KeyMaterial.Unwrap(
            _functions, _session, _wrapMechanism, _wrappingKey, shape, wrapped, _wantsNssPublicValue ? publicValue : [], extractable: false, out nuint key);
        if (rv != CKR_OK && shape.IsPair && !_wantsNssPublicValue)
        {
            nuint second = KeyMaterial.Unwrap(
                _functions, _session, _wrapMechanism, _wrappingKey, shape, wrapped, publicValue, extractable: false, out key);
            _wantsNssPublicValue = second == CKR_OK;
            rv = second == CKR_OK ? CKR_OK : rv;
        }

        Check(rv, "unwrapping a key");
        return key;
    }

    private void Destroy(nuint handle)
    {
        if (handle != 0)
        {
            // A session object; if this fails it goes with the session.
            _ = _functions->C_DestroyObject(_session, handle);
        }
    }

    private static void Check(nuint rv, string action)
    {
        if (rv != CKR_OK)
        {
            throw new HsmException(action, rv);
        }
    }
}
