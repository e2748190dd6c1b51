using Dew.Core;
using Dew.Core.Ports;
using Microsoft.Extensions.Logging;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <content>The appliance's own signing keys.</content>
public sealed partial class HsmProvider
{
    private const int DigestLength = 32;
    private const int SignatureLength = 64;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey(TokenKey key) =>
        _connector.Latest.Keys.Signing.TryGetValue(key, out SigningKey? pair) ? pair.PublicKey : default(ReadOnlyMemory<byte>);

    /// <inheritdoc/>
    public async ValueTask<Outcome<byte[]>> SignAsync(TokenKey key, ReadOnlyMemory<byte> sha256Digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256Digest.Length, DigestLength, nameof(sha256Digest));
        string label = SigningKeys.LabelOf(key);
        byte[] digest = sha256Digest.ToArray();
        byte[]? signature = null;
        bool missing = false;
        var request = new CallRequest(lane => Sign(lane, key, digest, out signature, out missing));
        Status status = await request.RunAsync(_data, _registry);
        return status == Status.Ok ? signature! :
            missing ? new Failure(Status.HsmFailed, $"The HSM has no key {label}.") :
            new Failure(status, $"The HSM did not sign with {label} ({status}).");
    }

    /// <summary>
    /// Makes a signing key if the token has none, for tokens made before that key was part of a token. Killed at any point it is done again by
    /// the next call. Not for two processes at a time.
    /// </summary>
    /// <param name="key">Which key.</param>
    /// <returns>Whether it was made now.</returns>
    /// <exception cref="HsmException">The HSM did not make it, in words.</exception>
    public bool EnsureTokenKey(TokenKey key)
    {
        string label = SigningKeys.LabelOf(key);
        bool made = false;
        Status status = Call(_administration, lane => Ensure(lane, key, ref made));
        Require(status, $"make the key {label}");
        if (made)
        {
            LogKeyMade(label);
        }

        return made;
    }

    private static unsafe CallResult Sign(Lane lane, TokenKey key, byte[] digest, out byte[]? signature, out bool missing)
    {
        signature = null;
        missing = !lane.Connection.Keys.Signing.TryGetValue(key, out SigningKey? pair);
        if (missing)
        {
            return CallResult.Refused(Status.HsmFailed);
        }

        byte[] result = new byte[SignatureLength];
        nuint rv = SigningKeys.Sign(lane.Functions, lane.Session, pair!.Handle, digest, result);
        signature = result;
        return rv == CKR_OK ? CallResult.Ok(SignatureLength) : CallResult.Failed(rv);
    }

    private static unsafe CallResult Ensure(Lane lane, TokenKey key, ref bool made)
    {
        Connection connection = lane.Connection;
        if (connection.Keys.Signing.ContainsKey(key))
        {
            return CallResult.Ok(0);
        }

        nuint rv = SigningKeys.Generate(connection.Functions, lane.Session, key);
        if (rv != CKR_OK)
        {
            return CallResult.Failed(rv);
        }

        made = true;
        try
        {
            connection.Keys = TokenKeyScan.Find(connection.Functions, lane.Session);
        }
        catch (HsmException refused) when (refused.ReturnValue != CKR_OK)
        {
            return CallResult.Failed(refused.ReturnValue);
        }

        return connection.Keys.Signing.ContainsKey(key) ? CallResult.Ok(0) : CallResult.Failed(CKR_GENERAL_ERROR);
    }

    [LoggerMessage(43, LogLevel.Information, "The token had no key {Label}; it was made.")]
    private partial void LogKeyMade(string label);
}
