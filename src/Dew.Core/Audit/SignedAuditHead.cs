using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dew.Core.Kms;

namespace Dew.Core.Audit;

/// <summary>A head with its signature by dew-audit (ECDSA P-256 with SHA-256 over the UTF-8 bytes of <see cref="Head"/>).</summary>
public sealed record SignedAuditHead
{
    /// <summary>The JSON text of an <see cref="AuditHead"/>, byte for byte as it was signed.</summary>
    [JsonPropertyName("head"), JsonPropertyOrder(0)]
    public required string Head { get; init; }

    /// <summary>The signature, DER in base64, as openssl takes it.</summary>
    [JsonPropertyName("signature"), JsonPropertyOrder(1)]
    public required string Signature { get; init; }

    /// <summary>The bytes that are signed.</summary>
    public static byte[] BytesToSign(AuditHead head) => JsonSerializer.SerializeToUtf8Bytes(head, AuditJson.Default.AuditHead);

    /// <summary>Joins a head and its signature.</summary>
    /// <param name="signedBytes">What <see cref="BytesToSign"/> gave.</param>
    /// <param name="signature">r‖s, 64 bytes.</param>
    public static SignedAuditHead Join(ReadOnlySpan<byte> signedBytes, ReadOnlySpan<byte> signature)
    {
        Span<byte> der = stackalloc byte[EcdsaSignature.MaxDerLength];
        int length = EcdsaSignature.WriteDer(signature, der);
        return new SignedAuditHead { Head = Encoding.UTF8.GetString(signedBytes), Signature = Convert.ToBase64String(der[..length]) };
    }

    /// <summary>Reads one line of JSON; null if it is none of a signed head.</summary>
    /// <param name="json">The line, UTF-8.</param>
    public static SignedAuditHead? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AuditJson.Default.SignedAuditHead) is { Head: not null, Signature: not null } head ? head : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One line of JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AuditJson.Default.SignedAuditHead);

    /// <summary>The head, if the signature is one of this key.</summary>
    /// <param name="key">The public half of dew-audit.</param>
    public AuditHead? Verify(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> signature = stackalloc byte[EcdsaSignature.MaxDerLength];
        if (!Convert.TryFromBase64String(Signature, signature, out int length) ||
            !key.VerifyData(Encoding.UTF8.GetBytes(Head), signature[..length], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
        {
            return null;
        }

        return ReadUnverified();
    }

    /// <summary>The head, whoever signed it: to find one's place in a file of one's own, never to trust it. Null if it is none.</summary>
    public AuditHead? ReadUnverified()
    {
        try
        {
            return JsonSerializer.Deserialize(Head, AuditJson.Default.AuditHead);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
