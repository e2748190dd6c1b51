using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core;
using Dew.Core.Certificates;

namespace Dew.Daemon.Tls;

/// <summary>What counts of a PKCS#10 request: its key, which it was signed with, and the server names it asks for. Everything else is the authority's word.</summary>
/// <param name="PublicKey">DER SubjectPublicKeyInfo, of an accepted kind.</param>
/// <param name="Names">The host names and addresses asked for, not checked yet; none if it asks for none.</param>
internal sealed record SigningRequest(ReadOnlyMemory<byte> PublicKey, ServerNames Names)
{
    /// <summary>The longest request in bytes.</summary>
    internal const int MaxLength = 32 * 1024;

    private const byte DerSequence = 0x30;

    /// <summary>Reads a request and checks its signature.</summary>
    /// <param name="text">PEM or DER.</param>
    /// <returns>The request, or <see cref="Status.CertificateRequestInvalid"/>.</returns>
    internal static Outcome<SigningRequest> Read(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxLength)
        {
            return Refusal($"A certificate request has at most {MaxLength} bytes.");
        }

        if (ToDer(text) is not { } der)
        {
            return Refusal("This is no certificate request: PKCS#10 in DER, or in PEM between BEGIN and END CERTIFICATE REQUEST, is expected.");
        }

        try
        {
            // The key first: a signature is not checked with a key that would not be accepted.
            CertificateRequest unverified = Load(der, CertificateRequestLoadOptions.SkipSignatureValidation);
            if (SubjectKeys.Check(unverified.PublicKey) is { } refused)
            {
                return refused;
            }

            CertificateRequest request = Load(der, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            return new SigningRequest(request.PublicKey.ExportSubjectPublicKeyInfo(), NamesOf(request));
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or ArgumentException)
        {
            return Refusal("The certificate request is damaged, or its signature is not one of its own key.");
        }
    }

    private static CertificateRequest Load(byte[] der, CertificateRequestLoadOptions options) =>
        CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, options);

    private static ServerNames NamesOf(CertificateRequest request)
    {
        List<string> names = [];
        List<IPAddress> addresses = [];
        foreach (X509Extension extension in request.CertificateExtensions)
        {
            if (extension.Oid?.Value == "2.5.29.17")
            {
                var alternatives = new X509SubjectAlternativeNameExtension(extension.RawData, extension.Critical);
                names.AddRange(alternatives.EnumerateDnsNames());
                addresses.AddRange(alternatives.EnumerateIPAddresses());
            }
        }

        return new ServerNames(names, addresses);
    }

    private static byte[]? ToDer(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[0] == DerSequence)
        {
            return text.ToArray();
        }

        if (!PemEncoding.TryFindUtf8(text, out PemFields fields) || !IsRequestLabel(text[fields.Label]))
        {
            return null;
        }

        byte[] der = new byte[fields.DecodedDataLength];
        return System.Buffers.Text.Base64.DecodeFromUtf8(Compact(text[fields.Base64Data]), der, out _, out int written) == System.Buffers.OperationStatus.Done
            ? der[..written]
            : null;
    }

    private static bool IsRequestLabel(ReadOnlySpan<byte> label) =>
        label.SequenceEqual("CERTIFICATE REQUEST"u8) || label.SequenceEqual("NEW CERTIFICATE REQUEST"u8);

    private static byte[] Compact(ReadOnlySpan<byte> base64)
    {
        byte[] compact = new byte[base64.Length];
        int length = 0;
        foreach (byte character in base64)
        {
            if (character > ' ')
            {
                compact[length++] = character;
            }
        }

        return compact[..length];
    }

    private static Failure Refusal(string message) => new(Status.CertificateRequestInvalid, message);
}
