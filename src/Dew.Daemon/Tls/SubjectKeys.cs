using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core;

namespace Dew.Daemon.Tls;

/// <summary>Which public keys get a certificate: RSA of 2048 to 8192 bits, EC on P-256 and P-384.</summary>
internal static class SubjectKeys
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string Ed25519 = "1.3.101.112";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 8192;

    /// <summary>NIST SP 800-56B §6.2: at least 65537.</summary>
    private static ReadOnlySpan<byte> MinExponent => [1, 0, 1];

    /// <summary>Refuses keys that are too weak, or that TLS clients and .NET do not share.</summary>
    /// <returns>The refusal, or null.</returns>
    internal static Failure? Check(PublicKey key)
    {
        try
        {
            return key.Oid.Value switch
            {
                Rsa => CheckRsa(key),
                EllipticCurve => CheckCurve(key),
                Ed25519 => Refusal("Ed25519 keys are not supported in certificates; use EC P-256."),
                _ => Refusal($"The key is of an unknown kind ({key.Oid.Value}); use RSA of at least {MinRsaBits} bits, or EC on P-256 or P-384."),
            };
        }
        catch (CryptographicException)
        {
            return Refusal("The public key is damaged.");
        }
    }

    private static Failure? CheckRsa(PublicKey key)
    {
        using RSA? rsa = key.GetRSAPublicKey();
        if (rsa is null || rsa.KeySize is < MinRsaBits or > MaxRsaBits)
        {
            return Refusal($"An RSA key must have {MinRsaBits} to {MaxRsaBits} bits, this one has {rsa?.KeySize ?? 0}.");
        }

        ReadOnlySpan<byte> exponent = rsa.ExportParameters(includePrivateParameters: false).Exponent.AsSpan().TrimStart((byte)0);
        bool small = exponent.Length < MinExponent.Length || (exponent.Length == MinExponent.Length && exponent.SequenceCompareTo(MinExponent) < 0);
        return small || (exponent[^1] & 1) == 0 ? Refusal("The public exponent of an RSA key must be odd and at least 65537.") : null;
    }

    private static Failure? CheckCurve(PublicKey key)
    {
        // Looked at before a key is made of it: parameters in full, which are a curve of the requester's choice, are not even loaded.
        ReadOnlySpan<byte> parameters = key.EncodedParameters?.RawData;
        if (!IsOid(parameters, P256) && !IsOid(parameters, P384))
        {
            return Refusal("An EC key must be on the named curve P-256 or P-384.");
        }

        using ECDsa? ec = key.GetECDsaPublicKey();
        return ec is null ? Refusal("The public key is damaged.") : null;
    }

    private static bool IsOid(ReadOnlySpan<byte> der, string oid)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.EncodedValueEquals(der);
    }

    private static Failure Refusal(string message) => new(Status.CertificateRequestInvalid, message);
}
