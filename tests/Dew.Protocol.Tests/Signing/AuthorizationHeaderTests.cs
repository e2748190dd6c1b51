using Dew.Protocol.Signing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class AuthorizationHeaderTests
{
    private const string Hex = CheckVector.Signature;

    [Theory]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1,SignedHeaders=host;x-sdk-date,Signature={Hex}")]
    public void Is_taken_apart(string text)
    {
        Assert.Equal(AuthorizationError.None, AuthorizationHeader.TryParse(text, out AuthorizationHeader header));

        Assert.Equal(SignatureAlgorithm.SdkHmacSha256, header.Algorithm);
        Assert.Equal("AK1", header.AccessKey.ToString());
        Assert.Equal("host;x-sdk-date", header.SignedHeaders.ToString());
        Assert.Equal(Hex, header.Signature.ToString());
    }

    [Fact]
    public void Of_a_derived_signature_has_a_scope()
    {
        string text = $"V11-HMAC-SHA256 Credential=AK1/20261123/cn-north-4/kms, SignedHeaders=host, Signature={Hex}";

        Assert.Equal(AuthorizationError.None, AuthorizationHeader.TryParse(text, out AuthorizationHeader header));

        Assert.Equal(SignatureAlgorithm.V11HmacSha256, header.Algorithm);
        Assert.Equal("AK1", header.AccessKey.ToString());
        Assert.Equal("20261123", header.Scope.Date);
        Assert.Equal("cn-north-4", header.Scope.Region);
        Assert.Equal("kms", header.Scope.Service);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic YTpi")]
    [InlineData("sdk-hmac-sha256 Access=AK1, SignedHeaders=host, Signature=" + Hex)]
    [InlineData(" SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature=" + Hex)]
    [InlineData("SDK-HMAC-SM3 Access=AK1, SignedHeaders=host, Signature=" + Hex)]
    [InlineData("SDK-ECDSA-P256-SHA256 Access=AK1, SignedHeaders=host, Signature=30")]
    [InlineData("SDK-SM2-SM3 Access=AK1, SignedHeaders=host, Signature=30")]
    [InlineData("SDK-HMAC-SHA256\tAccess=AK1, SignedHeaders=host, Signature=" + Hex)]
    public void With_another_algorithm_is_unsupported(string text) =>
        Assert.Equal(AuthorizationError.AlgorithmUnsupported, AuthorizationHeader.TryParse(text, out _));

    [Theory]
    [InlineData("SDK-HMAC-SHA256")]
    [InlineData("SDK-HMAC-SHA256 ")]
    [InlineData($"SDK-HMAC-SHA256  Access=AK1, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1,  SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1 , SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1; SignedHeaders=host; Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 SignedHeaders=host, Access=AK1, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1, Access=AK2, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature={Hex}, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature={Hex},")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature={Hex} ")]
    [InlineData($"SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=A K, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK/20261123/r/s, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Credential=AK1, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature={Hex}0")]
    [InlineData("SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature=37D1EB13E186B6E4B46F8954E5EDE5F42326AD0FD98A1CC779B366D20220C449")]
    [InlineData("SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature=")]
    [InlineData($"V11-HMAC-SHA256 Access=AK1, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK1, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK1/20261123/r, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK1/20261123/r/, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK1/20261123//kms, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK1/2026112x/r/kms, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK1/20261123/r/kms/x, SignedHeaders=host, Signature={Hex}")]
    [InlineData($"V11-HMAC-SHA256 Credential=/20261123/r/kms, SignedHeaders=host, Signature={Hex}")]
    public void In_another_form_is_malformed(string text) => Assert.Equal(AuthorizationError.Malformed, AuthorizationHeader.TryParse(text, out _));

    [Fact]
    public void Has_a_limit()
    {
        string text = $"SDK-HMAC-SHA256 Access=AK1, SignedHeaders={new string('a', AuthorizationHeader.MaxLength)}, Signature={Hex}";

        Assert.Equal(AuthorizationError.TooLong, AuthorizationHeader.TryParse(text, out _));
    }
}
