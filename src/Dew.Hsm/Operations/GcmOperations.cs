using System.Runtime.CompilerServices;
using Dew.Core;
using static Dew.Core.Ports.CryptoSlot;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>
/// AES-256-GCM. The module puts the tag behind the ciphertext, our layout has nonce ‖ tag ‖ ciphertext, so the tag is copied across in the slack
/// behind the text.
/// </summary>
internal static unsafe class GcmOperations
{
    private const int Overhead = NonceSize + TagSize;

    internal static CallResult Seal(Lane lane, ref LaneJob job)
    {
        SlotBuffers buffers = job.Buffers!;
        byte* output = buffers.Output;
        // A new nonce on every try: a failed try may have used its own.
        lane.Context.Nonces.Next(new Span<byte>(output, NonceSize));
        nuint rv = Encrypt(
            lane.Functions, lane.Session, job.Key!.Handle, lane.Connection.Profile.GcmHasIvBits, output,
            buffers.AdditionalData, job.AdditionalDataLength, buffers.Input, job.InputLength, output + Overhead, out int written);
        if (rv != CKR_OK)
        {
            return CallResult.Failed(rv);
        }

        if (written != job.InputLength + TagSize)
        {
            return CallResult.Failed(CKR_GENERAL_ERROR);
        }

        Unsafe.CopyBlockUnaligned(output + NonceSize, output + Overhead + job.InputLength, TagSize);
        return CallResult.Ok(Overhead + job.InputLength);
    }

    internal static CallResult Open(Lane lane, ref LaneJob job)
    {
        if (job.InputLength < Overhead)
        {
            return CallResult.Refused(Status.CiphertextInvalid);
        }

        SlotBuffers buffers = job.Buffers!;
        byte* input = buffers.Input;
        int length = job.InputLength - Overhead;
        Unsafe.CopyBlockUnaligned(input + Overhead + length, input + NonceSize, TagSize);
        nuint rv = Decrypt(
            lane.Functions, lane.Session, job.Key!.Handle, lane.Connection.Profile.GcmHasIvBits, input,
            buffers.AdditionalData, job.AdditionalDataLength, input + Overhead, length + TagSize, buffers.Output, out int written, out bool begun);
        if (rv == CKR_OK)
        {
            return written == length ? CallResult.Ok(length) : CallResult.Failed(CKR_GENERAL_ERROR);
        }

        return begun && (Ckr.BlamesCiphertext(rv) || rv == lane.Connection.Profile.DamagedCiphertextAnswer)
            ? CallResult.Refused(Status.CiphertextInvalid)
            : CallResult.Failed(rv);
    }

    /// <param name="text">May be empty, but not null.</param>
    /// <param name="output">Room for the text and <see cref="TagSize"/> bytes more.</param>
    internal static nuint Encrypt(
        CK_FUNCTION_LIST* functions, nuint session, nuint key, bool hasIvBits, byte* nonce, byte* additionalData, int additionalDataLength,
        byte* text, int length, byte* output, out int written)
    {
        GcmParameters parameters;
        CK_MECHANISM mechanism = GcmParameters.Describe(&parameters, hasIvBits, nonce, additionalData, additionalDataLength);
        nuint produced = (nuint)length + TagSize;
        nuint rv = functions->C_EncryptInit(session, &mechanism, key);
        if (rv == CKR_OK)
        {
            rv = functions->C_Encrypt(session, text, (nuint)length, output, &produced);
        }

        written = rv == CKR_OK ? (int)produced : 0;
        return rv;
    }

    /// <param name="ciphertext">Ciphertext ‖ tag.</param>
    /// <param name="output">Room for as many bytes as the ciphertext has with its tag: some modules ask for that much.</param>
    /// <param name="begun">Whether C_DecryptInit succeeded; only then does an error speak of the ciphertext.</param>
    internal static nuint Decrypt(
        CK_FUNCTION_LIST* functions, nuint session, nuint key, bool hasIvBits, byte* nonce, byte* additionalData, int additionalDataLength,
        byte* ciphertext, int length, byte* output, out int written, out bool begun)
    {
        GcmParameters parameters;
        CK_MECHANISM mechanism = GcmParameters.Describe(&parameters, hasIvBits, nonce, additionalData, additionalDataLength);
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
