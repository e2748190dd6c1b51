using Dew.Core.Ports;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <content>One trial a kind of key.</content>
internal sealed unsafe partial class ProfileProbe
{
    private const int TextLength = 48;

    private void TryAes(KeyShape shape)
    {
        nuint key = Travel(shape, out _);
        try
        {
            _gcmHasIvBits = true;
            nuint first = TryGcm(key);
            if (first != CKR_OK)
            {
                _gcmHasIvBits = false;
                Check(TryGcm(key) == CKR_OK ? CKR_OK : first, "AES-GCM");
            }
        }
        finally
        {
            Destroy(key);
        }
    }

    /// <summary>Seals, opens, and learns what the module says to a damaged text.</summary>
    private nuint TryGcm(nuint key)
    {
        byte* nonce = stackalloc byte[CryptoSlot.NonceSize];
        byte* text = stackalloc byte[TextLength];
        byte* sealedText = stackalloc byte[TextLength + CryptoSlot.TagSize];
        byte* opened = stackalloc byte[TextLength + CryptoSlot.TagSize];
        new Span<byte>(text, TextLength).Fill(0x5A);
        nuint rv = GcmOperations.Encrypt(_functions, _session, key, _gcmHasIvBits, nonce, text, 16, text, TextLength, sealedText, out int length);
        if (rv != CKR_OK || length != TextLength + CryptoSlot.TagSize)
        {
            return rv == CKR_OK ? CKR_GENERAL_ERROR : rv;
        }

        rv = GcmOperations.Decrypt(_functions, _session, key, _gcmHasIvBits, nonce, text, 16, sealedText, length, opened, out int openedLength, out _);
        if (rv != CKR_OK || !new ReadOnlySpan<byte>(opened, openedLength).SequenceEqual(new ReadOnlySpan<byte>(text, TextLength)))
        {
            return rv == CKR_OK ? CKR_GENERAL_ERROR : rv;
        }

        sealedText[length - 1] ^= 1;
        _damagedCiphertext = GcmOperations.Decrypt(
            _functions, _session, key, _gcmHasIvBits, nonce, text, 16, sealedText, length, opened, out _, out _);
        return _damagedCiphertext == CKR_OK
            ? throw new HsmException("The HSM cannot be used: its AES-GCM opens a damaged text without complaint.")
            : CKR_OK;
    }

    private void TryHmac(KeyShape shape) => TrySign(Travel(shape, out _), new CK_MECHANISM { mechanism = shape.MacMechanism }, shape.LengthBytes, shape.LengthBytes);

    private void TryEc(KeyShape shape) =>
        TrySign(Travel(shape, out _), new CK_MECHANISM { mechanism = CKM_ECDSA }, shape.LengthBytes, 2 * shape.LengthBytes);

    /// <summary>Signs once and destroys the key.</summary>
    private void TrySign(nuint key, CK_MECHANISM mechanism, int inputLength, int outputLength)
    {
        try
        {
            byte* signature = stackalloc byte[512];
            Check(Sign(key, mechanism, inputLength, signature, out int written), "signing");
            if (written != outputLength)
            {
                throw new HsmException($"signing gave {written} bytes, expected {outputLength}");
            }
        }
        finally
        {
            Destroy(key);
        }
    }

    private nuint Sign(nuint key, CK_MECHANISM mechanism, int inputLength, byte* signature, out int written)
    {
        byte* input = stackalloc byte[128];
        new Span<byte>(input, 128).Fill(0x5A);
        nuint length = 512;
        nuint rv = _functions->C_SignInit(_session, &mechanism, key);
        rv = rv == CKR_OK ? _functions->C_Sign(_session, input, (nuint)inputLength, signature, &length) : rv;
        written = rv == CKR_OK ? (int)length : 0;
        return rv;
    }

    private void TryRsa(KeyShape shape)
    {
        // Generating takes a tenth of a second and more, so a known key is unwrapped where that can be.
        nuint key = _wrapIsRfc5649
            ? Unwrap(shape, ProbeVectors.WrappedRsaKey, SubjectPublicKeyInfo.EncodeRsa(ProbeVectors.RsaModulus, [1, 0, 1]))
            : Travel(shape, out _);
        try
        {
            byte* signature = stackalloc byte[512];
            Check(Sign(key, new CK_MECHANISM { mechanism = CKM_RSA_PKCS }, 51, signature, out _), "signing with PKCS #1");
            TryPss(key, signature);
            TryOaep(key);
        }
        finally
        {
            Destroy(key);
        }
    }

    private void TryPss(nuint key, byte* signature)
    {
        foreach (HashName hash in (ReadOnlySpan<HashName>)[HashName.Sha256, HashName.Sha384, HashName.Sha512])
        {
            CK_RSA_PKCS_PSS_PARAMS parameters = RsaOperations.PssParameters(hash);
            CK_MECHANISM mechanism = new() { mechanism = CKM_RSA_PKCS_PSS, pParameter = &parameters, ulParameterLen = (nuint)sizeof(CK_RSA_PKCS_PSS_PARAMS) };
            nuint rv = Sign(key, mechanism, SlotRules.HashLength(hash), signature, out _);
            if (rv == CKR_OK)
            {
                _pssHashes.Add(hash.ToString());
            }
            else
            {
                _missing.Add($"RSA-PSS with {hash}: {CkrName.Of(rv)}");
            }
        }
    }

    private void TryOaep(nuint key)
    {
        byte* output = stackalloc byte[512];
        fixed (byte* ciphertext = ProbeVectors.OaepCiphertext)
        {
            int length = ProbeVectors.OaepCiphertext.Length;
            nuint rv = RsaOperations.Decrypt(_functions, _session, key, oaep: true, ciphertext, length, output, out int written, out _);
            if (rv == CKR_OK && _wrapIsRfc5649)
            {
                _oaepInModule = new ReadOnlySpan<byte>(output, written).SequenceEqual(ProbeVectors.OaepMessage);
            }

            if (_oaepInModule)
            {
                return;
            }

            _missing.Add($"RSA-OAEP with SHA-256 in the module: {CkrName.Of(rv)}; the padding is removed by this program");
            Check(RsaOperations.Decrypt(_functions, _session, key, oaep: false, ciphertext, length, output, out written, out _), "raw RSA decryption");
            Span<byte> encoded = new(output, length);
            if (!RawResult.AlignRight(encoded, written) ||
                (_wrapIsRfc5649 && (OaepPadding.RemoveSha256(encoded) is var n && (n < 0 || !encoded[..n].SequenceEqual(ProbeVectors.OaepMessage)))))
            {
                throw new HsmException("raw RSA decryption gave a wrong result");
            }
        }
    }
}
