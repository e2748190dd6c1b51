using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <content>Data keys and random bytes.</content>
public sealed partial class DewClient
{
    /// <summary>Random bytes from the HSM.</summary>
    /// <param name="byteCount">1..1024.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes; the caller disposes them.</returns>
    public async Task<SecretBuffer> GenerateRandomAsync(int byteCount, CancellationToken cancellationToken = default)
    {
        var request = new GenRandomRequest { RandomDataLength = Bits(byteCount) };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, RestJson.Default.GenRandomRequest);
        using SecretBuffer answer = await KmsRawAsync("gen-random", json, cancellationToken);
        return OfLength(SecretJsonReader.ReadHex(answer.DangerousGetSpan(), "random_data"), byteCount);
    }

    /// <summary>Makes a data key and gives it both in the clear and wrapped.</summary>
    /// <param name="keyId">The wrapping key, a UUID.</param>
    /// <param name="byteCount">1..1024.</param>
    /// <param name="additionalAuthenticatedData">Up to 128 bytes that decryption must repeat; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The data key; the caller disposes it.</returns>
    public async Task<DataKey> CreateDataKeyAsync(
        string keyId, int byteCount = 32, string? additionalAuthenticatedData = null, CancellationToken cancellationToken = default)
    {
        byte[] json = CreateDataKeyJson(keyId, byteCount, additionalAuthenticatedData);
        using SecretBuffer answer = await KmsRawAsync("create-datakey", json, cancellationToken);
        string wrappingKey = SecretJsonReader.ReadText(answer.DangerousGetSpan(), "key_id");
        byte[] ciphertext = DecodeHex(SecretJsonReader.ReadText(answer.DangerousGetSpan(), "cipher_text"));
        SecretBuffer plaintext = OfLength(SecretJsonReader.ReadHex(answer.DangerousGetSpan(), "plain_text"), byteCount);
        return new DataKey(wrappingKey, plaintext, ciphertext);
    }

    /// <summary>Makes a data key and gives it wrapped only, for use by somebody else or later.</summary>
    /// <param name="keyId">The wrapping key, a UUID.</param>
    /// <param name="byteCount">1..1024.</param>
    /// <param name="additionalAuthenticatedData">Up to 128 bytes that decryption must repeat; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<WrappedDataKey> CreateDataKeyWithoutPlaintextAsync(
        string keyId, int byteCount = 32, string? additionalAuthenticatedData = null, CancellationToken cancellationToken = default)
    {
        byte[] json = CreateDataKeyJson(keyId, byteCount, additionalAuthenticatedData);
        using SecretBuffer answer = await KmsRawAsync("create-datakey-without-plaintext", json, cancellationToken);
        return Wrapped(Parse(answer, RestJson.Default.CipherTextResponse));
    }

    /// <summary>Wraps a data key that was made elsewhere.</summary>
    /// <param name="keyId">The wrapping key, a UUID.</param>
    /// <param name="dataKey">1..1024 bytes; not retained.</param>
    /// <param name="additionalAuthenticatedData">Up to 128 bytes that decryption must repeat; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<WrappedDataKey> EncryptDataKeyAsync(
        string keyId, SecretBuffer dataKey, string? additionalAuthenticatedData = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataKey);
        using SecretJsonWriter request = EncryptDataKeyJson(keyId, dataKey, additionalAuthenticatedData);
        using SecretBuffer answer = await KmsRawAsync("encrypt-datakey", request.Written, cancellationToken);
        return Wrapped(Parse(answer, RestJson.Default.CipherTextResponse));
    }

    /// <summary>Unwraps a data key.</summary>
    /// <param name="keyId">The wrapping key, a UUID.</param>
    /// <param name="ciphertext">The wrapped data key.</param>
    /// <param name="byteCount">Bytes of the data key itself, 1..1024.</param>
    /// <param name="additionalAuthenticatedData">As at the creation; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The data key; the caller disposes it.</returns>
    public async Task<SecretBuffer> DecryptDataKeyAsync(
        string keyId,
        ReadOnlyMemory<byte> ciphertext,
        int byteCount = 32,
        string? additionalAuthenticatedData = null,
        CancellationToken cancellationToken = default)
    {
        var request = new DecryptDataKeyRequest
        {
            KeyId = keyId,
            CipherText = Convert.ToHexStringLower(ciphertext.Span),
            DatakeyCipherLength = Decimal(byteCount),
            AdditionalAuthenticatedData = additionalAuthenticatedData,
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, RestJson.Default.DecryptDataKeyRequest);
        using SecretBuffer answer = await KmsRawAsync("decrypt-datakey", json, cancellationToken);
        return CheckedDataKey(answer.DangerousGetSpan(), byteCount);
    }

    private static byte[] CreateDataKeyJson(string keyId, int byteCount, string? additionalAuthenticatedData)
    {
        var request = new CreateDataKeyRequest
        {
            KeyId = keyId,
            DatakeyLength = Bits(byteCount),
            AdditionalAuthenticatedData = additionalAuthenticatedData,
        };
        return JsonSerializer.SerializeToUtf8Bytes(request, RestJson.Default.CreateDataKeyRequest);
    }

    /// <summary>The API wants the SHA-256 of the data key directly after it.</summary>
    private static SecretJsonWriter EncryptDataKeyJson(string keyId, SecretBuffer dataKey, string? additionalAuthenticatedData)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(dataKey.DangerousGetSpan(), digest);
        int texts = Encoding.UTF8.GetByteCount(keyId) + Encoding.UTF8.GetByteCount(additionalAuthenticatedData ?? "");
        var json = new SecretJsonWriter(256 + (texts * SecretJsonWriter.MaxExpansion) + ((dataKey.Length + digest.Length) * 2));
        json.WriteText("key_id", keyId);
        json.WriteHex("plain_text", dataKey.DangerousGetSpan(), digest);
        json.WriteText("datakey_plain_length", Decimal(dataKey.Length));
        if (additionalAuthenticatedData is not null)
        {
            json.WriteText("additional_authenticated_data", additionalAuthenticatedData);
        }

        json.Close();
        return json;
    }

    /// <summary>The data key of a decrypt-datakey answer, compared with the digest beside it.</summary>
    private static SecretBuffer CheckedDataKey(ReadOnlySpan<byte> answer, int byteCount)
    {
        byte[] expected = DecodeHex(SecretJsonReader.ReadText(answer, "datakey_dgst"));
        SecretBuffer dataKey = OfLength(SecretJsonReader.ReadHex(answer, "data_key"), byteCount);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(dataKey.DangerousGetSpan(), digest);
        if (!CryptographicOperations.FixedTimeEquals(digest, expected))
        {
            dataKey.Dispose();
            DewException.ThrowMalformed("the data key and its digest do not belong together");
        }

        return dataKey;
    }

    private static string Bits(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteCount, 1024);
        return Decimal(byteCount * 8);
    }

    private static SecretBuffer OfLength(SecretBuffer secret, int byteCount)
    {
        if (secret.Length != byteCount)
        {
            int length = secret.Length;
            secret.Dispose();
            DewException.ThrowMalformed($"it has {length} bytes where {byteCount} were asked for");
        }

        return secret;
    }

    private static WrappedDataKey Wrapped(CipherTextResponse answer) => new(answer.KeyId, DecodeHex(answer.CipherText));

    private static byte[] DecodeHex(string hex)
    {
        try
        {
            return Convert.FromHexString(hex);
        }
        catch (FormatException notHex)
        {
            DewException.ThrowMalformed("a member that should be is not hexadecimal", notHex);
            throw;
        }
    }
}
