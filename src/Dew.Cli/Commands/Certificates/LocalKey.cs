using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.SecureMemory;

namespace Dew.Cli.Commands;

/// <summary>A key pair made on this machine, EC P-256, whose private half never leaves it.</summary>
internal sealed class LocalKey : IDisposable
{
    private const int MaxPkcs8 = 512;
    private const int MaxPem = 1024;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    /// <summary>A certificate request in PEM.</summary>
    /// <param name="name">The common name, which the appliance does not heed.</param>
    /// <param name="serverNames">Host names and addresses of a server.</param>
    internal string Request(string name, IReadOnlyList<string> serverNames)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), _key, HashAlgorithmName.SHA256);
        if (serverNames.Count > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (string serverName in serverNames)
            {
                if (IPAddress.TryParse(serverName, out IPAddress? address))
                {
                    alternatives.AddIpAddress(address);
                }
                else
                {
                    alternatives.AddDnsName(serverName);
                }
            }

            request.CertificateExtensions.Add(alternatives.Build());
        }

        return request.CreateSigningRequestPem() + "\n";
    }

    /// <summary>Writes the private half: PKCS#8 in PEM, without a password.</summary>
    internal void WriteTo(Stream file)
    {
        using SecretBuffer der = new(MaxPkcs8), pem = new(MaxPem);
        if (!_key.TryExportPkcs8PrivateKey(der.DangerousGetSpan(), out int length)
            || !PemEncoding.TryWriteUtf8("PRIVATE KEY"u8, der.DangerousGetSpan()[..length], pem.DangerousGetSpan(), out int written))
        {
            throw new InvalidOperationException("A P-256 key does not fit its buffer.");
        }

        file.Write(pem.DangerousGetSpan()[..written]);
        file.Write("\n"u8);
    }
}
