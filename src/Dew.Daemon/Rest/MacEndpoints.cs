using Dew.Core;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Daemon.Rest;

/// <summary>MACs over REST (reference section 2.5). A MAC is lower-case hexadecimal, as in the only example the vendor gives.</summary>
internal static class MacEndpoints
{
    internal static ValueTask GenerateAsync(RestRequest request) =>
        request.AnswerAsync(ReadAndGenerateAsync(request), static (request, answer, mac) =>
            WriteKeyAndAlgorithm(request, answer).Text("mac"u8, Convert.ToHexStringLower(mac.DangerousGetSpan())));

    internal static async ValueTask VerifyAsync(RestRequest request) =>
        await request.AnswerAsync(await ReadAndVerifyAsync(request), static (request, answer, valid) =>
            WriteKeyAndAlgorithm(request, answer).Boolean("mac_valid"u8, valid));

    private static SecretAnswer WriteKeyAndAlgorithm(RestRequest request, SecretAnswer answer)
    {
        request.Fields.MacAlgorithm(out string algorithm);
        return answer.KeyId(request.Fields.KeyId()).Text("mac_algorithm"u8, algorithm);
    }

    private static ValueTask<Outcome<Plaintext>> ReadAndGenerateAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        ReadOnlySpan<byte> message = fields.Base64("message", CryptoService.MaxMessageLength, request.Scratch.Decoding);
        HashName hash = fields.MacAlgorithm(out _);
        return fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.GenerateMacAsync(keyId, message, hash);
    }

    private static ValueTask<Outcome<bool>> ReadAndVerifyAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        byte[] message = fields.Base64("message", CryptoService.MaxMessageLength, request.Scratch.Decoding).ToArray();
        byte[] mac = fields.Hex("mac", request.Scratch.SecondDecoding, Status.ParameterInvalid).ToArray();
        HashName hash = fields.MacAlgorithm(out _);
        return fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.VerifyMacAsync(keyId, message, mac, hash);
    }
}
