using System.Text.Unicode;
using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Small-data encryption over REST (reference section 2.4).</summary>
internal static class DataEndpoints
{
    internal static async ValueTask EncryptAsync(RestRequest request)
    {
        Outcome<Ciphertext> encryption = await ReadAndEncryptAsync(request);
        if (!encryption.TryGet(out Ciphertext ciphertext, out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using (ciphertext)
        {
            using var answer = new SecretAnswer(request.Scratch);
            await WriteCiphertext(answer, ciphertext, request.Scratch).SendAsync(request.Http);
        }
    }

    internal static async ValueTask DecryptAsync(RestRequest request)
    {
        Outcome<Plaintext> decryption = await ReadAndDecryptAsync(request);
        if (!decryption.TryGet(out Plaintext plaintext, out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using (plaintext)
        {
            using var answer = new SecretAnswer(request.Scratch);
            await WritePlaintext(answer, plaintext).SendAsync(request.Http);
        }
    }

    private static ValueTask<Outcome<Ciphertext>> ReadAndEncryptAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        ReadOnlySpan<byte> plaintext = fields.Utf8("plain_text", request.Scratch.Decoding);
        EncryptionAlgorithm algorithm = fields.EncryptionAlgorithm();
        AdditionalData additionalData = fields.AdditionalData(request.Scratch.SecondDecoding);
        fields.Sequence();
        return fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.EncryptAsync(keyId, plaintext, algorithm, additionalData);
    }

    private static ValueTask<Outcome<Plaintext>> ReadAndDecryptAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid? keyId = fields.OptionalKeyId();
        ReadOnlySpan<byte> ciphertext = fields.Base64(
            "cipher_text", request.Scratch.Decoding.Length, request.Scratch.Decoding, Status.CiphertextInvalid);
        EncryptionAlgorithm algorithm = fields.EncryptionAlgorithm();
        AdditionalData additionalData = fields.AdditionalData(request.Scratch.SecondDecoding);
        fields.Sequence();
        return fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.DecryptAsync(keyId, ciphertext, algorithm, additionalData);
    }

    private static SecretAnswer WriteCiphertext(SecretAnswer answer, in Ciphertext ciphertext, Scratch scratch)
    {
        Span<byte> bytes = scratch.Decoding[..ciphertext.Length];
        ciphertext.CopyTo(bytes);
        return answer.KeyId(ciphertext.KeyId).Base64("cipher_text"u8, bytes);
    }

    /// <summary>What is no text has only its base64 form (reference section 2.4).</summary>
    private static SecretAnswer WritePlaintext(SecretAnswer answer, in Plaintext plaintext)
    {
        ReadOnlySpan<byte> secret = plaintext.DangerousGetSpan();
        answer.KeyId(plaintext.KeyId);
        if (Utf8.IsValid(secret))
        {
            answer.Utf8("plain_text"u8, secret);
        }

        return answer.Base64("plain_text_base64"u8, secret);
    }
}
