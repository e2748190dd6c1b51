using System.Text.Unicode;
using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Small-data encryption over REST (reference section 2.4).</summary>
internal static class DataEndpoints
{
    internal static ValueTask EncryptAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndEncryptAsync(request), static (request, answer, ciphertext) =>
            answer.KeyId(ciphertext.KeyId).Base64("cipher_text"u8, ciphertext.CopyTo(request.Scratch)));

    /// <summary>What is no text has only its base64 form (reference section 2.4).</summary>
    internal static ValueTask DecryptAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndDecryptAsync(request), static (_, answer, plaintext) =>
        {
            ReadOnlySpan<byte> secret = plaintext.DangerousGetSpan();
            answer.KeyId(plaintext.KeyId);
            if (Utf8.IsValid(secret))
            {
                answer.Utf8("plain_text"u8, secret);
            }

            answer.Base64("plain_text_base64"u8, secret);
        });

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
}
