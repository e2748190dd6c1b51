using Dew.Core;
using Dew.Core.Ports;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>RSA: PKCS #1 v1.5 and PSS signatures of digests, OAEP decryption.</summary>
internal static unsafe class RsaOperations
{
    private const int LongestDigestInfo = 19 + 64;

    /// <summary>DER of DigestInfo up to the digest (RFC 8017 §9.2 note 1).</summary>
    private static ReadOnlySpan<byte> Sha256Prefix => [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

    private static ReadOnlySpan<byte> Sha384Prefix => [0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30];

    private static ReadOnlySpan<byte> Sha512Prefix => [0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40];

    internal static CallResult SignPkcs1(Lane lane, ref LaneJob job)
    {
        byte* digestInfo = stackalloc byte[LongestDigestInfo];
        ReadOnlySpan<byte> prefix = job.Hash switch
        {
            HashName.Sha256 => Sha256Prefix,
            HashName.Sha384 => Sha384Prefix,
            _ => Sha512Prefix,
        };
        prefix.CopyTo(new Span<byte>(digestInfo, LongestDigestInfo));
        new ReadOnlySpan<byte>(job.Buffers!.Input, job.InputLength).CopyTo(new Span<byte>(digestInfo + prefix.Length, LongestDigestInfo - prefix.Length));
        CK_MECHANISM mechanism = new() { mechanism = CKM_RSA_PKCS };
        return DataOperations.Sign(lane, &mechanism, job.Key!.Handle, digestInfo, prefix.Length + job.InputLength, job.Buffers.Output);
    }

    internal static CallResult SignPss(Lane lane, ref LaneJob job)
    {
        CK_RSA_PKCS_PSS_PARAMS parameters = PssParameters(job.Hash);
        CK_MECHANISM mechanism = new() { mechanism = CKM_RSA_PKCS_PSS, pParameter = &parameters, ulParameterLen = (nuint)sizeof(CK_RSA_PKCS_PSS_PARAMS) };
        return DataOperations.Sign(lane, &mechanism, job.Key!.Handle, job.Buffers!.Input, job.InputLength, job.Buffers.Output);
    }

    internal static CK_RSA_PKCS_PSS_PARAMS PssParameters(HashName hash) => hash switch
    {
        HashName.Sha256 => new() { hashAlg = CKM_SHA256, mgf = CKG_MGF1_SHA256, sLen = 32 },
        HashName.Sha384 => new() { hashAlg = CKM_SHA384, mgf = CKG_MGF1_SHA384, sLen = 48 },
        _ => new() { hashAlg = CKM_SHA512, mgf = CKG_MGF1_SHA512, sLen = 64 },
    };

    internal static CallResult DecryptOaepSha256(Lane lane, ref LaneJob job)
    {
        ReadOnlySpan<byte> ciphertext = new(job.Buffers!.Input, job.InputLength);
        ReadOnlySpan<byte> modulus = job.Key!.Modulus;
        // RFC 8017 §7.1.2 step 1 and §5.1.2: public facts, so comparing them needs no constant time.
        if (ciphertext.Length != modulus.Length || ciphertext.SequenceCompareTo(modulus) >= 0)
        {
            return CallResult.Refused(Status.CiphertextInvalid);
        }

        bool inModule = lane.Connection.Profile.OaepInModule;
        nuint rv = Decrypt(
            lane.Functions, lane.Session, job.Key.Handle, inModule, job.Buffers.Input, job.InputLength, job.Buffers.Output, out int written, out bool begun);
        if (rv != CKR_OK)
        {
            // In the module only the padding can be wrong with a ciphertext of the right size. Of the raw operation nothing can be.
            return inModule && begun && (Ckr.BlamesCiphertext(rv) || rv == lane.Connection.Profile.DamagedCiphertextAnswer)
                ? CallResult.Refused(Status.CiphertextInvalid)
                : CallResult.Failed(rv);
        }

        if (inModule)
        {
            return CallResult.Ok(written);
        }

        Span<byte> encoded = new(job.Buffers.Output, modulus.Length);
        if (!RawResult.AlignRight(encoded, written))
        {
            return CallResult.Failed(CKR_GENERAL_ERROR);
        }

        int length = OaepPadding.RemoveSha256(encoded);
        return length >= 0 ? CallResult.Ok(length) : CallResult.Refused(Status.CiphertextInvalid);
    }

    /// <summary>C_DecryptInit and C_Decrypt, OAEP with SHA-256 or raw.</summary>
    /// <param name="begun">Whether C_DecryptInit succeeded; only then does an error speak of the ciphertext.</param>
    internal static nuint Decrypt(
        CK_FUNCTION_LIST* functions, nuint session, nuint key, bool oaep, byte* ciphertext, int length, byte* output, out int written, out bool begun)
    {
        CK_RSA_PKCS_OAEP_PARAMS parameters = new() { hashAlg = CKM_SHA256, mgf = CKG_MGF1_SHA256, source = CKZ_DATA_SPECIFIED };
        CK_MECHANISM mechanism = oaep
            ? new() { mechanism = CKM_RSA_PKCS_OAEP, pParameter = &parameters, ulParameterLen = (nuint)sizeof(CK_RSA_PKCS_OAEP_PARAMS) }
            : new() { mechanism = CKM_RSA_X_509 };
        nuint produced = (nuint)length;
        nuint rv = functions->C_DecryptInit(session, &mechanism, key);
        begun = rv == CKR_OK;
        if (begun)
        {
            rv = functions->C_Decrypt(session, ciphertext, (nuint)length, output, &produced);
        }

        written = rv == CKR_OK ? (int)produced : 0;
        return rv;
    }
}
