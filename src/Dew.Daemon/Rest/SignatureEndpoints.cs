using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Signatures over REST (reference section 2.5).</summary>
internal static class SignatureEndpoints
{
    internal static ValueTask SignAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndSignAsync(request), static (request, answer, signature) =>
        {
            Span<byte> bytes = request.Scratch.Decoding;
            answer.KeyId(signature.KeyId).Base64("signature"u8, bytes[..signature.Write(bytes)]);
        });

    internal static ValueTask VerifyAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndVerify(request), static (request, answer, valid) => answer
            .KeyId(request.Fields.KeyId())
            .Text("signature_valid"u8, valid ? "true" : "false"));

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

    private static Outcome<bool> ReadAndVerify(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
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
