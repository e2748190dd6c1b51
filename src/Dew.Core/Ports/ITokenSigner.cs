namespace Dew.Core.Ports;

/// <summary>Signs with the appliance's own keys, which never leave the HSM. All members may be called from any thread.</summary>
public interface ITokenSigner
{
    /// <summary>The public half as DER SubjectPublicKeyInfo; empty if the HSM has no such key. Also known while the HSM is away.</summary>
    /// <param name="key">Which key.</param>
    ReadOnlyMemory<byte> PublicKey(TokenKey key);

    /// <summary>Signs a digest (ECDSA).</summary>
    /// <param name="key">Which key.</param>
    /// <param name="sha256Digest">Exactly 32 bytes. Not retained.</param>
    /// <returns>r‖s, 64 bytes big-endian; or <see cref="Status.HsmBusy"/>, <see cref="Status.HsmTimeout"/>, <see cref="Status.HsmFailed"/>, the last also if there is no such key.</returns>
    ValueTask<Outcome<byte[]>> SignAsync(TokenKey key, ReadOnlyMemory<byte> sha256Digest);
}
