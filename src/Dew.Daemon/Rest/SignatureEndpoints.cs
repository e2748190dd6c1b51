using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Signatures over REST (reference section 2.5).</summary>
internal static class SignatureEndpoints
{
    internal static async ValueTask SignAsync(RestRequest request)
    {
        Outcome<Signature> signing = await ReadAndSignAsync(request);
        if (!signing.TryGet(out Signature signature, out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using (signature)
        {
            using var answer = new SecretAnswer(request.Scratch);
            int length = signature.Write(request.Scratch.Decoding);
            await answer.KeyId(signature.KeyId).Base64("signature"u8, request.Scratch.Decoding[..length]).SendAsync(request.Http);
        }
    }

    internal static async ValueTask VerifyAsync(RestRequest request)
    {
        Outcome<bool> verification = ReadAndVerify(request, out Guid keyId);
        if (!verification.TryGet(out bool valid, out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using var answer = new SecretAnswer(request.Scratch);
        await answer.KeyId(keyId).Text("signature_valid"u8, valid ? "true" : "false").SendAsync(request.Http);
    }

    private static ValueTask<Outcome<Signature>> ReadAndSignAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        ReadOnlySpan<byte> message = fields.Base64("message", CryptoService.MaxMessageLength, request.Scratch.Decoding);
        bool isDigest = fields.MessageIsDigest();
        SigningAlgorithm algorithm = fields.SigningAlgorithm();
        fields.Sequence();
        return fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.SignAsync(keyId, message, isDigest, algorithm);
    }

    private static Outcome<bool> ReadAndVerify(RestRequest request, out Guid keyId)
    {
        RequestFields fields = request.Fields;
        keyId = fields.KeyId();
        ReadOnlySpan<byte> message = fields.Base64("message", CryptoService.MaxMessageLength, request.Scratch.Decoding);
        ReadOnlySpan<byte> signature = fields.Base64("signature", Signature.MaxLength, request.Scratch.SecondDecoding);
        bool isDigest = fields.MessageIsDigest();
        SigningAlgorithm algorithm = fields.SigningAlgorithm();
        fields.Sequence();
        return fields.HasFailed(out Failure failure)
            ? failure
            : request.Appliance.Crypto.Verify(keyId, message, isDigest, signature, algorithm);
    }
}
