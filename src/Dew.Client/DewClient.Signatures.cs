using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>Signatures.</content>
public sealed partial class DewClient
{
    /// <summary>Signs a digest.</summary>
    /// <param name="keyId">The key, a UUID.</param>
    /// <param name="digest">The digest, of the length the algorithm's hash has.</param>
    /// <param name="algorithm">RSASSA_PSS_SHA_256, ECDSA_SHA_256, …</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The signature; DER for ECDSA.</returns>
    public async Task<byte[]> SignDigestAsync(
        string keyId, ReadOnlyMemory<byte> digest, string algorithm, CancellationToken cancellationToken = default)
    {
        var request = new SignRequest
        {
            KeyId = keyId,
            Message = Convert.ToBase64String(digest.Span),
            SigningAlgorithm = algorithm,
            MessageType = "DIGEST",
        };
        SignResponse answer = await KmsAsync(
            "sign", request, RestJson.Default.SignRequest, RestJson.Default.SignResponse, cancellationToken);
        return DecodeBase64(answer.Signature);
    }

    /// <summary>Verifies a signature over a digest.</summary>
    /// <param name="keyId">The key, a UUID.</param>
    /// <param name="digest">The digest, of the length the algorithm's hash has.</param>
    /// <param name="signature">The signature; DER for ECDSA.</param>
    /// <param name="algorithm">As at the signing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True only if the appliance says that the signature is valid.</returns>
    public async Task<bool> VerifyDigestAsync(
        string keyId,
        ReadOnlyMemory<byte> digest,
        ReadOnlyMemory<byte> signature,
        string algorithm,
        CancellationToken cancellationToken = default)
    {
        var request = new VerifyRequest
        {
            KeyId = keyId,
            Message = Convert.ToBase64String(digest.Span),
            Signature = Convert.ToBase64String(signature.Span),
            SigningAlgorithm = algorithm,
            MessageType = "DIGEST",
        };
        VerifyResponse answer = await KmsAsync(
            "verify", request, RestJson.Default.VerifyRequest, RestJson.Default.VerifyResponse, cancellationToken);
        return answer.SignatureValid == "true";
    }
}
