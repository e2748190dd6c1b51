using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <content>The wrap mechanism.</content>
internal sealed unsafe partial class ProfileProbe
{
    private void FindWrapMechanism()
    {
        nuint created = CreateSecret(CKK_AES, ProbeVectors.WrappingKey, isWrappingKey: true, out _wrappingKey);
        nuint answered = created;
        if (created == CKR_OK)
        {
            answered = CreateSecret(CKK_GENERIC_SECRET, ProbeVectors.Payload, isWrappingKey: false, out nuint payload);
            foreach (nuint candidate in s_wrapCandidates)
            {
                if (answered == CKR_OK &&
                    KeyMaterial.Wrap(_functions, _session, candidate, _wrappingKey, payload, out byte[] wrapped) == CKR_OK &&
                    IsKnownAnswer(wrapped))
                {
                    _wrapMechanism = candidate;
                    break;
                }
            }

            Destroy(payload);
        }

        if (!_wrapIsRfc5649)
        {
            _missing.Add(answered == CKR_OK
                ? "RFC 5649: no mechanism gives its known answer; keys are wrapped in the module's own format"
                : $"RFC 5649: not tried, the module takes no known key ({CkrName.Of(answered)})");
            FindAnyWrapMechanism();
        }

        LearnDamagedWrap();
    }

    private bool IsKnownAnswer(ReadOnlySpan<byte> wrapped)
    {
        _wrapFillsUp = wrapped.SequenceEqual(ProbeVectors.WrappedPayloadFilledUp);
        _wrapIsRfc5649 = _wrapFillsUp || wrapped.SequenceEqual(ProbeVectors.WrappedPayload);
        return _wrapIsRfc5649;
    }

    /// <summary>Without a known answer: the first mechanism that brings a key back.</summary>
    private void FindAnyWrapMechanism()
    {
        Destroy(_wrappingKey);
        Check(GenerateWrappingKey(out _wrappingKey), "generating a wrapping key");
        foreach (nuint candidate in s_wrapCandidates)
        {
            _wrapMechanism = candidate;
            try
            {
                Destroy(Travel(KeyShape.Of(Core.Kms.KeySpec.Aes256)!, out _));
                return;
            }
            catch (HsmException refused)
            {
                _missing.Add($"{candidate:X} as wrap mechanism: {refused.Message}");
            }
        }

        throw new HsmException($"The HSM cannot be used, it has no way to wrap keys: {string.Join("; ", _missing)}.");
    }

    /// <summary>What the module answers when a wrapped key was altered; it must not be taken for a failure of the module.</summary>
    private void LearnDamagedWrap()
    {
        KeyShape aes = KeyShape.Of(Core.Kms.KeySpec.Aes256)!;
        nuint fresh = 0;
        try
        {
            Check(KeyMaterial.Generate(_functions, _session, aes, out fresh, out _), "generating a key");
            Check(KeyMaterial.Wrap(_functions, _session, _wrapMechanism, _wrappingKey, fresh, out byte[] wrapped), "wrapping a key");
            wrapped[^1] ^= 1;
            _damagedWrap = KeyMaterial.Unwrap(
                _functions, _session, _wrapMechanism, _wrappingKey, aes, wrapped, [], extractable: false, out nuint key);
            if (_damagedWrap == CKR_OK)
            {
                Destroy(key);
                throw new HsmException("The HSM cannot be used: it unwraps a damaged key without complaint.");
            }
        }
        finally
        {
            Destroy(fresh);
        }
    }

    private nuint CreateSecret(nuint keyType, byte[] value, bool isWrappingKey, out nuint handle)
    {
        KeyTemplate template = default;
        template.Number(CKA_CLASS, CKO_SECRET_KEY);
        template.Number(CKA_KEY_TYPE, keyType);
        template.Flag(CKA_TOKEN, false);
        template.Flag(CKA_PRIVATE, true);
        template.Flag(CKA_EXTRACTABLE, !isWrappingKey);
        if (isWrappingKey)
        {
            template.Flag(CKA_WRAP, true);
            template.Flag(CKA_UNWRAP, true);
        }

        fixed (byte* v = value)
        {
            template.Bytes(CKA_VALUE, v, value.Length);
            nuint h = 0;
            nuint rv = _functions->C_CreateObject(_session, template.Pointer, template.Count, &h);
            handle = h;
            return rv;
        }
    }

    private nuint GenerateWrappingKey(out nuint handle)
    {
        KeyTemplate template = default;
        template.Flag(CKA_TOKEN, false);
        template.Flag(CKA_PRIVATE, true);
        template.Flag(CKA_SENSITIVE, true);
        template.Flag(CKA_EXTRACTABLE, false);
        template.Flag(CKA_WRAP, true);
        template.Flag(CKA_UNWRAP, true);
        template.Number(CKA_VALUE_LEN, 32);
        CK_MECHANISM mechanism = new() { mechanism = CKM_AES_KEY_GEN };
        nuint h = 0;
        nuint rv = _functions->C_GenerateKey(_session, &mechanism, template.Pointer, template.Count, &h);
        handle = h;
        return rv;
    }
}
