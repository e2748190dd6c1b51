using Dew.Core;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Daemon.Rest;

/// <summary>MACs over REST (reference section 2.5). A MAC is lower-case hexadecimal, as in the only example the vendor gives.</summary>
internal static class MacEndpoints
{
    internal static async ValueTask GenerateAsync(RestRequest request)
    {
        Outcome<Plaintext> generation = await ReadAndGenerateAsync(request, out string algorithm);
        if (!generation.TryGet(out Plaintext mac, out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using (mac)
        {
            using var answer = new SecretAnswer(request.Scratch);
            await answer
                .KeyId(mac.KeyId)
                .Text("mac_algorithm"u8, algorithm)
                .Text("mac"u8, Convert.ToHexStringLower(mac.DangerousGetSpan()))
                .SendAsync(request.Http);
        }
    }

    internal static async ValueTask VerifyAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        byte[] message = fields.Base64("message", CryptoService.MaxMessageLength, request.Scratch.Decoding).ToArray();
        byte[] mac = fields.Hex("mac", request.Scratch.SecondDecoding, Status.ParameterInvalid).ToArray();
        HashName hash = fields.MacAlgorithm(out string algorithm);
        if (fields.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        Outcome<bool> verification = await request.Appliance.Crypto.VerifyMacAsync(keyId, message, mac, hash);
        if (!verification.TryGet(out bool valid, out failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        using var answer = new SecretAnswer(request.Scratch);
        await answer.KeyId(keyId).Text("mac_algorithm"u8, algorithm).Boolean("mac_valid"u8, valid).SendAsync(request.Http);
    }

    private static ValueTask<Outcome<Plaintext>> ReadAndGenerateAsync(RestRequest request, out string algorithm)
    {
        RequestFields fields = request.Fields;
        Guid keyId = fields.KeyId();
        ReadOnlySpan<byte> message = fields.Base64("message", CryptoService.MaxMessageLength, request.Scratch.Decoding);
        HashName hash = fields.MacAlgorithm(out algorithm);
        return fields.HasFailed(out Failure failure)
            ? new(failure)
            : request.Appliance.Crypto.GenerateMacAsync(keyId, message, hash);
    }
}
