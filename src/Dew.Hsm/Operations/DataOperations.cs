using Dew.Core;
using Dew.Core.Ports;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>The operations of slots, each one visit to the module: its Init and its operation in one go.</summary>
internal static unsafe class DataOperations
{
    internal static CallResult Execute(Lane lane, ref LaneJob job) => job.Operation switch
    {
        CryptoOperation.Random => Random(lane, ref job),
        CryptoOperation.Seal => GcmOperations.Seal(lane, ref job),
        CryptoOperation.SealRandom => SealRandom(lane, ref job),
        CryptoOperation.Open => GcmOperations.Open(lane, ref job),
        CryptoOperation.DecryptOaepSha256 => RsaOperations.DecryptOaepSha256(lane, ref job),
        CryptoOperation.SignPkcs1 => RsaOperations.SignPkcs1(lane, ref job),
        CryptoOperation.SignPss => RsaOperations.SignPss(lane, ref job),
        CryptoOperation.SignEcdsa => SignEcdsa(lane, ref job),
        CryptoOperation.Mac => Mac(lane, ref job),
        _ => CallResult.Refused(Status.Internal),
    };

    /// <summary>C_SignInit and C_Sign.</summary>
    internal static CallResult Sign(Lane lane, CK_MECHANISM* mechanism, nuint key, byte* data, int length, byte* signature)
    {
        nuint rv = lane.Functions->C_SignInit(lane.Session, mechanism, key);
        if (rv != CKR_OK)
        {
            return CallResult.Failed(rv);
        }

        nuint written = SlotBuffers.OutputSize;
        rv = lane.Functions->C_Sign(lane.Session, data, (nuint)length, signature, &written);
        return rv == CKR_OK ? CallResult.Ok((int)written) : CallResult.Failed(rv);
    }

    private static CallResult Random(Lane lane, ref LaneJob job)
    {
        nuint rv = lane.Functions->C_GenerateRandom(lane.Session, job.Buffers!.Output, (nuint)job.InputLength);
        return rv == CKR_OK ? CallResult.Ok(job.InputLength) : CallResult.Failed(rv);
    }

    private static CallResult SealRandom(Lane lane, ref LaneJob job)
    {
        if (job.RandomLength > 0)
        {
            nuint rv = lane.Functions->C_GenerateRandom(lane.Session, job.Buffers!.Input, (nuint)job.RandomLength);
            if (rv != CKR_OK)
            {
                return CallResult.Failed(rv);
            }
        }

        return GcmOperations.Seal(lane, ref job);
    }

    /// <summary>FIPS 186-5 §6.4.1: of a digest longer than the curve's order its leftmost bits count. Modules differ in whether they cut, so it is cut here.</summary>
    private static CallResult SignEcdsa(Lane lane, ref LaneJob job)
    {
        CK_MECHANISM mechanism = new() { mechanism = CKM_ECDSA };
        int length = Math.Min(job.InputLength, job.Key!.Shape.LengthBytes);
        return Sign(lane, &mechanism, job.Key.Handle, job.Buffers!.Input, length, job.Buffers.Output);
    }

    private static CallResult Mac(Lane lane, ref LaneJob job)
    {
        CK_MECHANISM mechanism = new()
        {
            mechanism = job.Hash switch
            {
                HashName.Sha256 => CKM_SHA256_HMAC,
                HashName.Sha384 => CKM_SHA384_HMAC,
                _ => CKM_SHA512_HMAC,
            },
        };
        return Sign(lane, &mechanism, job.Key!.Handle, job.Buffers!.Input, job.InputLength, job.Buffers.Output);
    }
}
