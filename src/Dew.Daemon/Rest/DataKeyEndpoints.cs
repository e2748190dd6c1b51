using System.Security.Cryptography;
using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Random numbers and data keys over REST (reference sections 2.3 and 12).</summary>
internal static class DataKeyEndpoints
{
    internal static ValueTask GenerateRandomAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndGenerateRandomAsync(request), static (_, answer, random) =>
            answer.Hex("random_data"u8, random.DangerousGetSpan()));

    internal static ValueTask CreateAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndCreateAsync(request), static (request, answer, dataKey) => answer
            .KeyId(dataKey.Ciphertext.KeyId)
            .Hex("plain_text"u8, dataKey.DangerousGetSpan())
            .Hex("cipher_text"u8, dataKey.Ciphertext.CopyTo(request.Scratch)));

    internal static ValueTask CreateWithoutPlaintextAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndCreateAsync(request), static (request, answer, dataKey) => answer
            .KeyId(dataKey.Ciphertext.KeyId)
            .Hex("cipher_text"u8, dataKey.Ciphertext.CopyTo(request.Scratch)));

    internal static ValueTask EncryptAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndEncryptAsync(request), static (request, answer, ciphertext) => answer
            .KeyId(ciphertext.KeyId)
            .Hex("cipher_text"u8, ciphertext.CopyTo(request.Scratch))
            .Number("datakey_length"u8, request.Fields.RequiredNumber("datakey_plain_length", Status.ParameterInvalid)));

    internal static ValueTask DecryptAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndDecryptAsync(request), static (_, answer, dataKey) =>
        {
            ReadOnlySpan<byte> secret = dataKey.DangerousGetSpan();
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(secret, digest);
            answer
                .Hex("data_key"u8, secret)
                .Number("datakey_length"u8, secret.Length)
                .Hex("datakey_dgst"u8, digest);
        });

    private static ValueTask<Outcome<Plaintext>> ReadAndGenerateRandomAsync(RestRequest request)
    {
        long bits = request.Fields.RequiredNumber("random_data_length", Status.RandomLengthInvalid);
        request.Fields.Sequence();
        return request.Fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.GenerateRandomAsync((int)Math.Clamp(bits, -1, int.MaxValue));
    }

    private static ValueTask<Outcome<DataKey>> ReadAndCreateAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        int bits = fields.DataKeyBits();
        AdditionalData additionalData = fields.AdditionalData(request.Scratch.SecondDecoding);
        fields.Sequence();
        return fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.CreateDataKeyAsync(keyId, bits, additionalData);
    }

    /// <summary>plain_text is the data key followed by its SHA-256, so that a damaged one is noticed.</summary>
    private static ValueTask<Outcome<Ciphertext>> ReadAndEncryptAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        ReadOnlySpan<byte> plaintext = fields.Hex("plain_text", request.Scratch.Decoding, Status.DataKeyPlaintextInvalid);
        long length = fields.RequiredNumber("datakey_plain_length", Status.ParameterInvalid);
        AdditionalData additionalData = fields.AdditionalData(request.Scratch.SecondDecoding);
        fields.Sequence();
        if (fields.HasFailed(out Failure failure))
        {
            return new(failure);
        }

        if (length is < 1 or > CryptoService.MaxDataKeyLength)
        {
            return new(new Failure(Status.ParameterInvalid, $"datakey_plain_length must be a number of bytes from 1 to {CryptoService.MaxDataKeyLength}."));
        }

        if (plaintext.Length != length + SHA256.HashSizeInBytes)
        {
            return new(new Failure(
                Status.DataKeyPlaintextLengthMismatch,
                "plain_text must be the data key of datakey_plain_length bytes followed by its SHA-256 of 32 bytes, both in hexadecimal."));
        }

        ReadOnlySpan<byte> dataKey = plaintext[..(int)length];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(dataKey, digest);
        return CryptographicOperations.FixedTimeEquals(digest, plaintext[(int)length..])
            ? request.Appliance.Crypto.EncryptDataKeyAsync(keyId, dataKey, additionalData)
            : new(new Failure(Status.DataKeyDigestMismatch, "The SHA-256 at the end of plain_text does not fit the data key."));
    }

    /// <summary>datakey_cipher_length is the length of the plain data key, whatever its name says (reference section 12).</summary>
    private static ValueTask<Outcome<Plaintext>> ReadAndDecryptAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        ReadOnlySpan<byte> ciphertext = fields.Hex("cipher_text", request.Scratch.Decoding, Status.CiphertextInvalid);
        long length = fields.RequiredNumber("datakey_cipher_length", Status.ParameterInvalid);
        AdditionalData additionalData = fields.AdditionalData(request.Scratch.SecondDecoding);
        fields.Sequence();
        if (fields.HasFailed(out Failure failure))
        {
            return new(failure);
        }

        return length is < 1 or > CryptoService.MaxDataKeyLength
            ? new(new Failure(Status.ParameterInvalid, $"datakey_cipher_length must be a number of bytes from 1 to {CryptoService.MaxDataKeyLength}."))
            : request.Appliance.Crypto.DecryptDataKeyAsync(keyId, ciphertext, (int)length, additionalData);
    }
}
