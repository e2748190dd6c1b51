using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>
/// The public half of an asymmetric CMK. What needs no secret is done here instead of in the HSM: verifying signatures and encrypting.
/// </summary>
internal sealed class PublicKey
{
    private readonly ReadOnlyMemory<byte> _subjectPublicKeyInfo;
    private readonly Lock _gate = new();
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    /// <exception cref="StoreException">The stored public key cannot be read.</exception>
    internal PublicKey(KeyVersionRecord version)
    {
        _subjectPublicKeyInfo = version.PublicKey;
        try
        {
            if (version.Spec.Family() == KeyFamily.Rsa)
            {
                _rsa = RSA.Create();
                _rsa.ImportSubjectPublicKeyInfo(version.PublicKey.Span, out _);
            }
            else
            {
                _ecdsa = ECDsa.Create();
                _ecdsa.ImportSubjectPublicKeyInfo(version.PublicKey.Span, out _);
            }
        }
        catch (CryptographicException e)
        {
            throw new StoreException(Status.StoreDamaged, $"Key {version.KeyId} version {version.Version} has a public key that cannot be read.", e);
        }
    }

    /// <summary>PEM of the SubjectPublicKeyInfo (RFC 7468 §13), lines of 64 characters ended by LF, the last one too.</summary>
    internal string ToPem() => PemEncoding.WriteString("PUBLIC KEY", _subjectPublicKeyInfo.Span) + "\n";

    /// <summary>RSAES-OAEP with SHA-256 (RFC 8017 §7.1.1).</summary>
    /// <param name="plaintext">At most <see cref="KeySpecs.OaepCapacity"/> bytes.</param>
    internal byte[] EncryptOaepSha256(ReadOnlySpan<byte> plaintext)
    {
        lock (_gate)
        {
            return _rsa!.Encrypt(plaintext, RSAEncryptionPadding.OaepSHA256);
        }
    }

    /// <summary>Whether a signature of a digest is valid. ECDSA signatures are DER.</summary>
    internal bool Verify(SigningAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            return algorithm.Scheme() switch
            {
                CryptoOperation.SignPkcs1 => _rsa!.VerifyHash(digest, signature, algorithm.HashAlgorithm(), RSASignaturePadding.Pkcs1),
                CryptoOperation.SignPss => _rsa!.VerifyHash(digest, signature, algorithm.HashAlgorithm(), RSASignaturePadding.Pss),
                _ => VerifyEcdsa(_ecdsa!, digest, signature),
            };
        }
    }

    private static bool VerifyEcdsa(ECDsa ecdsa, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> der)
    {
        int half = ecdsa.KeySize / 8;
        Span<byte> fixedLength = stackalloc byte[EcdsaSignature.MaxFixedLength];
        return EcdsaSignature.TryReadDer(der, half, fixedLength)
            && ecdsa.VerifyHash(digest, fixedLength[..(2 * half)], DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
