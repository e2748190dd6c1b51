using System.Security.Cryptography;
using System.Text;
using Dew.Core;
using Dew.Core.Certificates;
using Dew.Core.Identity;

namespace Dew.Daemon.Tls;

/// <summary>A client's certificate and key in two PEM files, kept as long as they fit each other and the certificate counts, made anew otherwise.</summary>
internal sealed class ClientKeyFiles
{
    private const int MaxKeyFileLength = 4096;
    private const int MaxPkcs8Length = 512;

    private readonly string _certificateFile;
    private readonly string _keyFile;

    internal ClientKeyFiles(string certificateFile, string keyFile)
    {
        _certificateFile = certificateFile;
        _keyFile = keyFile;
    }

    /// <summary>Makes the files unless they are there and good for a while.</summary>
    /// <returns>Whether they were made, or why the HSM did not sign.</returns>
    internal async ValueTask<Outcome<bool>> EnsureAsync(CertificateAuthority authority, Principal holder, TimeProvider time)
    {
        if (ArePresent(authority, holder, time.GetUtcNow()))
        {
            return false;
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Outcome<CertificateRecord> issuing = await authority.IssueClientAsync(
            CallContext.OfSystem(CertificateAuthority.IssueTrace), holder, key.ExportSubjectPublicKeyInfo(), CertificateAuthority.DefaultValidity);
        if (!issuing.TryGet(out CertificateRecord? record, out Failure failure))
        {
            return failure;
        }

        WriteKey(key);
        PrivateFile.Replace(_certificateFile, PrivateFile.Pem("CERTIFICATE", record.Certificate.Span));
        return true;
    }

    private bool ArePresent(CertificateAuthority authority, Principal holder, DateTimeOffset now)
    {
        if (ReadCertificate() is not { } der)
        {
            return false;
        }

        try
        {
            using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(der);
            return authority.Find(Convert.ToHexStringLower(certificate.SerialNumberBytes.Span)) is { Kind: CertificateKind.Client } record
                && record.HolderId == holder.Id
                && record.Certificate.Span.SequenceEqual(der)
                && CertificateRules.IsGood(record, now)
                && now < CertificateRules.RenewalDue(record.NotBefore, record.NotAfter)
                && KeyFits(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private byte[]? ReadCertificate()
    {
        string text = File.Exists(_certificateFile) ? File.ReadAllText(_certificateFile) : "";
        return PemEncoding.TryFind(text, out PemFields fields) ? Convert.FromBase64String(text[fields.Base64Data]) : null;
    }

    private bool KeyFits(ReadOnlySpan<byte> publicKey)
    {
        if (!File.Exists(_keyFile))
        {
            return false;
        }

        byte[] content = GC.AllocateArray<byte>(MaxKeyFileLength, pinned: true);
        char[] text = GC.AllocateArray<char>(MaxKeyFileLength, pinned: true);
        try
        {
            using FileStream file = File.OpenRead(_keyFile);
            int length = file.ReadAtLeast(content, MaxKeyFileLength, throwOnEndOfStream: false);
            using ECDsa key = ECDsa.Create();
            key.ImportFromPem(text.AsSpan(0, Encoding.ASCII.GetChars(content.AsSpan(0, length), text)));
            return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey);
        }
        catch (ArgumentException)
        {
            return false; // no PEM, or of something else
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
            Array.Clear(text);
        }
    }

    private void WriteKey(ECDsa key)
    {
        byte[] der = GC.AllocateArray<byte>(MaxPkcs8Length, pinned: true);
        byte[] pem = GC.AllocateArray<byte>(MaxKeyFileLength, pinned: true);
        try
        {
            if (!key.TryExportPkcs8PrivateKey(der, out int length) || !PemEncoding.TryWriteUtf8("PRIVATE KEY"u8, der.AsSpan(0, length), pem, out int written))
            {
                throw new InvalidOperationException("A P-256 key does not fit its buffer.");
            }

            PrivateFile.Replace(_keyFile, pem.AsSpan(0, written));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
            CryptographicOperations.ZeroMemory(pem);
        }
    }
}
