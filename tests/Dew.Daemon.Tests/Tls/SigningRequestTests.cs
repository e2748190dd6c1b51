using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dew.Core;
using Dew.Daemon.Tls;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Tls;

public sealed class SigningRequestTests
{
    [Theory]
    [InlineData("ec", "ec_paramgen_curve:P-256")]
    [InlineData("ec", "ec_paramgen_curve:P-384")]
    [InlineData("rsa", "rsa_keygen_bits:2048")]
    [InlineData("rsa", "rsa_keygen_bits:3072")]
    public void Requests_of_openssl_are_read(string algorithm, string option)
    {
        byte[] pem = Make(algorithm, option, "-addext", "subjectAltName=DNS:a.example,IP:192.0.2.7");
        SigningRequest request = SigningRequest.Read(pem).Value;
        Assert.Equal(["a.example"], request.Names.DnsNames);
        Assert.Equal([IPAddress.Parse("192.0.2.7")], request.Names.Addresses);
        byte[] der = OpenSsl.Run(pem, "req", "-outform", "DER").Checked().Output;
        Assert.Equal(request.PublicKey.ToArray(), SigningRequest.Read(der).Value.PublicKey.ToArray());
    }

    [Theory]
    [InlineData("rsa", "rsa_keygen_bits:1024", "2048")]
    [InlineData("ec", "ec_paramgen_curve:P-521", "P-256")]
    [InlineData("ec", "ec_paramgen_curve:secp256k1", "P-256")]
    [InlineData("ed25519", null, "Ed25519")]
    public void Keys_that_get_no_certificate_are_refused_in_words(string algorithm, string? option, string word)
    {
        Outcome<SigningRequest> reading = SigningRequest.Read(Make(algorithm, option));
        Assert.Equal(Status.CertificateRequestInvalid, reading.Status);
        Assert.Contains(word, reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_of_the_requesters_own_is_refused() => Assert.Contains(
        "P-256", SigningRequest.Read(Make("ec", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_request_that_its_key_did_not_sign_is_refused()
    {
        byte[] der = OpenSsl.Run(Make("ec", "ec_paramgen_curve:P-256"), "req", "-outform", "DER").Checked().Output;
        for (int i = 0; i < der.Length; i++)
        {
            byte[] damaged = (byte[])der.Clone();
            damaged[i] ^= 1;
            Assert.Equal(Status.CertificateRequestInvalid, SigningRequest.Read(damaged).Status);
            Assert.Equal(Status.CertificateRequestInvalid, SigningRequest.Read(der.AsSpan(0, i)).Status);
        }
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        byte[] valid = Make("ec", "ec_paramgen_curve:P-256");
        byte[][] texts = ["0"u8.ToArray(), [], "hello"u8.ToArray(), Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), certificate.RawData, new byte[40_000], [.. valid, .. new byte[40_000]]];
        Assert.All(texts, text => Assert.Equal(Status.CertificateRequestInvalid, SigningRequest.Read(text).Status));
        Assert.True(SigningRequest.Read(valid).IsOk);
    }

    private static byte[] Make(string algorithm, string? option, params string[] more)
    {
        using ScratchDirectory scratch = new();
        string[] arguments =
        [
            "req", "-new", "-batch", "-subj", "/CN=who I would like to be", "-nodes", "-keyout", scratch.Combine("key.pem"), "-newkey", algorithm,
            .. option is null ? Array.Empty<string>() : ["-pkeyopt", option], .. more,
        ];
        return OpenSsl.Run(null, arguments).Checked().Output;
    }
}
