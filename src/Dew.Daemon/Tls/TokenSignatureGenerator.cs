using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Daemon.Tls;

/// <summary>Signs certificates and revocation lists with dew-ca in the HSM: ECDSA P-256 with SHA-256. It waits for the HSM, so not for a thread that serves.</summary>
internal sealed class TokenSignatureGenerator : X509SignatureGenerator
{
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    private readonly ITokenSigner _signer;

    internal TokenSignatureGenerator(ITokenSigner signer) => _signer = signer;

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
    {
        RequireSha256(hashAlgorithm);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(EcdsaWithSha256); // no parameters (RFC 5758 §3.2)
        }

        return writer.Encode();
    }

    /// <exception cref="TokenSigningException">The HSM did not sign.</exception>
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        RequireSha256(hashAlgorithm);
        Outcome<byte[]> signing = _signer.SignAsync(TokenKey.Ca, SHA256.HashData(data)).AsTask().GetAwaiter().GetResult();
        return signing.TryGet(out byte[]? signature, out Failure failure) ? ToDer(signature) : throw new TokenSigningException(failure);
    }

    protected override PublicKey BuildPublicKey() =>
        System.Security.Cryptography.X509Certificates.PublicKey.CreateFromSubjectPublicKeyInfo(_signer.PublicKey(TokenKey.Ca).Span, out _);

    private static void RequireSha256(HashAlgorithmName hashAlgorithm)
    {
        if (hashAlgorithm != HashAlgorithmName.SHA256)
        {
            throw new ArgumentException($"dew-ca signs SHA-256 digests, not {hashAlgorithm}.", nameof(hashAlgorithm));
        }
    }

    /// <summary>RFC 3279 §2.2.3.</summary>
    private static byte[] ToDer(ReadOnlySpan<byte> signature)
    {
        int half = signature.Length / 2;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Number(signature[..half]));
            writer.WriteIntegerUnsigned(Number(signature[half..]));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> bigEndian) =>
        bigEndian.TrimStart((byte)0) is { IsEmpty: false } number ? number : bigEndian[^1..];
}
