using Dew.Protocol.Signing;
using Dew.Testing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class CheckVectorTests
{
    private readonly byte[] _hash = new byte[32];
    private readonly byte[] _result = new byte[32];

    [Fact]
    public void The_hash_of_the_body_is_the_vectors()
    {
        PayloadHash.Compute(CheckVector.Body, _result);

        Assert.Equal(CheckVector.PayloadHash, Convert.ToHexStringLower(_result));
    }

    [Fact]
    public void The_hash_of_the_canonical_request_is_the_vectors()
    {
        CheckVector.HashCanonical(_hash);

        Assert.Equal(CheckVector.CanonicalHash, Convert.ToHexStringLower(_hash));
    }

    [Fact]
    public void The_signature_is_the_vectors()
    {
        CheckVector.HashCanonical(_hash);

        RequestSignature.Compute(CheckVector.SecretKey, CheckVector.Date, _hash, _result);

        Assert.Equal(CheckVector.Signature, Convert.ToHexStringLower(_result));
    }

    [Fact]
    public void The_derived_key_is_the_vectors()
    {
        RequestSignature.DeriveKey(CheckVector.SecretKey, CheckVector.AccessKey, Scope(), _result);

        Assert.Equal(CheckVector.DerivedKey, Convert.ToHexStringLower(_result));
    }

    [Fact]
    public void The_derived_signature_is_the_vectors()
    {
        CheckVector.HashCanonical(_hash);

        RequestSignature.ComputeDerived(CheckVector.SecretKey, CheckVector.AccessKey, Scope(), CheckVector.Date, _hash, _result);

        Assert.Equal(CheckVector.DerivedSignature, Convert.ToHexStringLower(_result));
    }

    [Theory]
    [InlineData(false, CheckVector.Signature)]
    [InlineData(true, CheckVector.DerivedSignature)]
    public void The_signer_of_the_tests_agrees_with_the_vector(bool isDerived, string expected)
    {
        var signer = new SdkSigner(SdkKind.Java, CheckVector.AccessKey, System.Text.Encoding.UTF8.GetString(CheckVector.SecretKey))
        {
            Scope = isDerived ? ("local-1", "kms") : null,
        };
        string canonical =
            $"POST\n{CheckVector.Path}/\n\nhost:{CheckVector.Host}\nx-project-id:{CheckVector.Project}\nx-sdk-date:{CheckVector.Date}\n\n" +
            $"{CheckVector.SignedHeaders}\n{CheckVector.PayloadHash}";

        Assert.EndsWith(expected, signer.Authorize(canonical, CheckVector.Date, CheckVector.SignedHeaders), StringComparison.Ordinal);
        Assert.Equal(CheckVector.DerivedKey, signer.DerivedKey(CheckVector.Scope));
    }

    private static CredentialScope Scope()
    {
        Assert.True(CredentialScope.TryParse(CheckVector.Scope.AsMemory(), out CredentialScope scope));
        return scope;
    }
}
