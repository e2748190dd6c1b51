using System.Text;
using System.Text.Json;
using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <content>Small data, encrypted by the appliance itself.</content>
public sealed partial class DewClient
{
    /// <summary>Encrypts a short text.</summary>
    /// <param name="keyId">The key, a UUID.</param>
    /// <param name="plaintextUtf8">1..4096 bytes of UTF-8; not retained.</param>
    /// <param name="algorithm">SYMMETRIC_DEFAULT (null) or RSAES_OAEP_SHA_256.</param>
    /// <param name="additionalAuthenticatedData">Up to 128 bytes that decryption must repeat; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ciphertext, 124 + 16·⌈n/16⌉ bytes for a symmetric key.</returns>
    /// <exception cref="ArgumentException">The plaintext is not UTF-8.</exception>
    public async Task<byte[]> EncryptDataAsync(
        string keyId,
        ReadOnlyMemory<byte> plaintextUtf8,
        string? algorithm = null,
        string? additionalAuthenticatedData = null,
        CancellationToken cancellationToken = default)
    {
        using SecretJsonWriter request = EncryptDataJson(keyId, plaintextUtf8.Span, algorithm, additionalAuthenticatedData);
        using SecretBuffer answer = await KmsRawAsync("encrypt-data", request.Written, cancellationToken);
        return DecodeBase64(Parse(answer, RestJson.Default.CipherTextResponse).CipherText);
    }

    /// <summary>Decrypts what <see cref="EncryptDataAsync"/> made.</summary>
    /// <param name="ciphertext">The ciphertext.</param>
    /// <param name="keyId">The key, needed only if it is asymmetric.</param>
    /// <param name="algorithm">As at the encryption.</param>
    /// <param name="additionalAuthenticatedData">As at the encryption.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The plaintext; the caller disposes it.</returns>
    public async Task<SecretBuffer> DecryptDataAsync(
        ReadOnlyMemory<byte> ciphertext,
        string? keyId = null,
        string? algorithm = null,
        string? additionalAuthenticatedData = null,
        CancellationToken cancellationToken = default)
    {
        var request = new DecryptDataRequest
        {
            CipherText = Convert.ToBase64String(ciphertext.Span),
            KeyId = keyId,
            EncryptionAlgorithm = algorithm,
            AdditionalAuthenticatedData = additionalAuthenticatedData,
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, RestJson.Default.DecryptDataRequest);
        using SecretBuffer answer = await KmsRawAsync("decrypt-data", json, cancellationToken);
        return SecretJsonReader.Has(answer.DangerousGetSpan(), "plain_text_base64")
            ? SecretJsonReader.ReadBase64(answer.DangerousGetSpan(), "plain_text_base64")
            : SecretJsonReader.ReadUtf8(answer.DangerousGetSpan(), "plain_text");
    }

    private static SecretJsonWriter EncryptDataJson(
        string keyId, ReadOnlySpan<byte> plaintextUtf8, string? algorithm, string? additionalAuthenticatedData)
    {
        int bytes = plaintextUtf8.Length + Encoding.UTF8.GetByteCount(keyId) +
            Encoding.UTF8.GetByteCount(algorithm ?? "") + Encoding.UTF8.GetByteCount(additionalAuthenticatedData ?? "");
        var json = new SecretJsonWriter(256 + (bytes * SecretJsonWriter.MaxExpansion));
        json.WriteText("key_id", keyId);
        json.WriteUtf8("plain_text", plaintextUtf8);
        if (algorithm is not null)
        {
            json.WriteText("encryption_algorithm", algorithm);
        }

        if (additionalAuthenticatedData is not null)
        {
            json.WriteText("additional_authenticated_data", additionalAuthenticatedData);
        }

        json.Close();
        return json;
    }

    private static byte[] DecodeBase64(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException notBase64)
        {
            DewException.ThrowMalformed("a member that should be is not base64", notBase64);
            throw;
        }
    }
}
