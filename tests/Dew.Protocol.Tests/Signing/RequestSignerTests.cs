using System.Text;
using Dew.Protocol.Signing;
using Dew.Testing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class RequestSignerTests
{
    private static readonly KeyValuePair<string, string>[] s_headers =
    [
        new("X-Sdk-Date", CheckVector.Date),
        new("Host", CheckVector.Host),
        new("X-Project-Id", CheckVector.Project),
    ];

    [Theory]
    [InlineData(false, $"SDK-HMAC-SHA256 Access={CheckVector.AccessKey}, SignedHeaders={CheckVector.SignedHeaders}, Signature={CheckVector.Signature}")]
    [InlineData(true, $"V11-HMAC-SHA256 Credential={CheckVector.AccessKey}/{CheckVector.Scope}, SignedHeaders={CheckVector.SignedHeaders}, Signature={CheckVector.DerivedSignature}")]
    public void Signs_as_the_vector(bool isDerived, string expected)
    {
        using RequestSigner signer = isDerived
            ? new RequestSigner(CheckVector.AccessKey, CheckVector.SecretKey, "local-1", "kms")
            : new RequestSigner(CheckVector.AccessKey, CheckVector.SecretKey);

        Assert.Equal(expected, signer.Sign("POST", CheckVector.Path, s_headers, Convert.FromHexString(CheckVector.PayloadHash)));
    }

    [Fact]
    public void Agrees_with_another_implementation_on_random_requests()
    {
        var random = new Random(20261123);
        for (int i = 0; i < 2000; i++)
        {
            SdkRequest request = RandomRequest.Make(random, CheckVector.AccessKey, RandomRequest.SecretKey);
            using var signer = new RequestSigner(CheckVector.AccessKey, Encoding.UTF8.GetBytes(RandomRequest.SecretKey));
            AuthorizationHeader.TryParse(request["Authorization"], out AuthorizationHeader header);
            byte[] hash = new byte[32];
            PayloadHash.Compute(request.Body, hash);

            string mine = signer.Sign(
                request.Method,
                request.Target,
                request.Headers.Where(h => SignedHeaderList.Contains(header.SignedHeaders.Span, h.Key.ToLowerInvariant())),
                hash);

            Assert.Equal(request["Authorization"], mine);
        }
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("X-Sdk-Date")]
    public void Refuses_to_sign_without(string header)
    {
        using var signer = new RequestSigner(CheckVector.AccessKey, CheckVector.SecretKey);

        Assert.Throws<ArgumentException>(() => signer.Sign("GET", "/", s_headers.Where(h => h.Key != header), new byte[32]));
    }

    [Fact]
    public void Names_its_access_key_and_never_the_secret()
    {
        using var signer = new RequestSigner(CheckVector.AccessKey, CheckVector.SecretKey);

        Assert.Equal($"RequestSigner({CheckVector.AccessKey}, secret redacted)", signer.ToString());
    }
}
