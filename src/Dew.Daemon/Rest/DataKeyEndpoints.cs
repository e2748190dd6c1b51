using System.Globalization;
using System.Security.Cryptography;
using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Random numbers and data keys over REST (reference sections 2.3 and 12).</summary>
internal static class DataKeyEndpoints
{
    internal static async ValueTask GenerateRandomAsync(RestRequest request)
    {
        long bits = request.Fields.RequiredNumber("random_data_length", Status.RandomLengthInvalid);
        request.Fields.Sequence();
        if (request.Fields.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        Outcome<Plaintext> generation = await request.Appliance.Crypto.GenerateRandomAsync((int)Math.Clamp(bits, -1, int.MaxValue));
        if (!generation.TryGet(out Plaintext random, out failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using (random)
        {
            using var answer = new SecretAnswer(request.Scratch);
            await answer.Hex("random_data"u8, random.DangerousGetSpan()).SendAsync(request.Http);
        }
    }

    internal static ValueTask CreateAsync(RestRequest request) => CreateAsync(request, withPlaintext: true);

    internal static ValueTask CreateWithoutPlaintextAsync(RestRequest request) => CreateAsync(request, withPlaintext: false);

    /// <summary>plain_text is the data key followed by its SHA-256, so that a damaged one is noticed.</summary>
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
            int length = (int)request.Fields.RequiredNumber("datakey_plain_length", Status.ParameterInvalid);
            WriteCiphertext(answer.KeyId(ciphertext.KeyId), ciphertext, request.Scratch);
            await answer.Text("datakey_length"u8, length.ToString(CultureInfo.InvariantCulture)).SendAsync(request.Http);
        }
    }

    internal static async ValueTask DecryptAsync(RestRequest request)
    {
        Outcome<Plaintext> decryption = await ReadAndDecryptAsync(request);
        if (!decryption.TryGet(out Plaintext dataKey, out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using (dataKey)
        {
            using var answer = new SecretAnswer(request.Scratch);
            await WriteDataKey(answer, dataKey).SendAsync(request.Http);
        }
    }

    private static SecretAnswer WriteDataKey(SecretAnswer answer, Plaintext dataKey)
    {
        ReadOnlySpan<byte> secret = dataKey.DangerousGetSpan();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(secret, digest);
        return answer
            .Hex("data_key"u8, secret)
            .Text("datakey_length"u8, secret.Length.ToString(CultureInfo.InvariantCulture))
            .Hex("datakey_dgst"u8, digest);
    }

    private static async ValueTask CreateAsync(RestRequest request, bool withPlaintext)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        int bits = fields.DataKeyBits();
        AdditionalData additionalData = fields.AdditionalData(request.Scratch.SecondDecoding);
        fields.Sequence();
        if (fields.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        Outcome<DataKey> creation = await request.Appliance.Crypto.CreateDataKeyAsync(keyId, bits, additionalData);
        if (!creation.TryGet(out DataKey dataKey, out failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using (dataKey)
        {
            using var answer = new SecretAnswer(request.Scratch);
            answer.KeyId(keyId);
            if (withPlaintext)
            {
                answer.Hex("plain_text"u8, dataKey.DangerousGetSpan());
            }

            WriteCiphertext(answer, dataKey.Ciphertext, request.Scratch);
            await answer.SendAsync(request.Http);
        }
    }

    private static void WriteCiphertext(SecretAnswer answer, in Ciphertext ciphertext, Scratch scratch)
    {
        Span<byte> bytes = scratch.Decoding[..ciphertext.Length];
        ciphertext.CopyTo(bytes);
        answer.Hex("cipher_text"u8, bytes);
    }

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
