using Dew.Core.Identity;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests;

/// <summary>Numbers that are stored or sent are for ever; the zero of each is never a valid value, so that a forgotten assignment fails closed.</summary>
public sealed class EnumerationTests
{
    [Fact]
    public void The_zero_of_every_enumeration_means_nothing()
    {
        Assert.Equal("Unset", default(Status).ToString());
        Assert.Equal("Unset", default(KeySpec).ToString());
        Assert.Equal("Unset", default(KeyUsage).ToString());
        Assert.Equal("Unset", default(KeyState).ToString());
        Assert.Equal("Unset", default(KeyFamily).ToString());
        Assert.Equal("Unset", default(SigningAlgorithm).ToString());
        Assert.Equal("Unset", default(EncryptionAlgorithm).ToString());
        Assert.Equal("Unset", default(HashName).ToString());
        Assert.Equal("Unset", default(CryptoOperation).ToString());
        Assert.Equal("Unset", default(CiphertextPurpose).ToString());
        Assert.Equal("Unset", default(JobKind).ToString());
        Assert.Equal("Unset", default(AccessKeyState).ToString());
        Assert.Equal("Unset", default(PeerKind).ToString());
        Assert.Equal("Unset", default(PolicyHolder).ToString());
        Assert.Equal("Unset", default(PrincipalKind).ToString());
        Assert.Equal("Unset", default(PolicyEffect).ToString());
        Assert.Equal("Unset", default(AccessDecision).ToString());
    }

    [Theory]
    [InlineData(KeySpec.Aes256, 1, "AES_256")]
    [InlineData(KeySpec.Rsa2048, 2, "RSA_2048")]
    [InlineData(KeySpec.Rsa3072, 3, "RSA_3072")]
    [InlineData(KeySpec.Rsa4096, 4, "RSA_4096")]
    [InlineData(KeySpec.EcP256, 5, "EC_P256")]
    [InlineData(KeySpec.EcP384, 6, "EC_P384")]
    [InlineData(KeySpec.Hmac256, 7, "HMAC_256")]
    [InlineData(KeySpec.Hmac384, 8, "HMAC_384")]
    [InlineData(KeySpec.Hmac512, 9, "HMAC_512")]
    public void A_key_specification_has_its_number_and_name(KeySpec spec, int number, string name)
    {
        Assert.Equal(number, (int)spec);
        Assert.Equal(name, spec.Name());
        Assert.True(KeySpecs.TryParse(name, out KeySpec parsed));
        Assert.Equal(spec, parsed);
    }

    [Fact]
    public void Every_key_specification_is_listed_once() =>
        Assert.Equal(Enum.GetValues<KeySpec>().Where(static s => s != KeySpec.Unset), KeySpecs.All);

    [Theory]
    [InlineData("")]
    [InlineData("aes_256")]
    [InlineData("AES_256 ")]
    [InlineData("SM2")]
    [InlineData("Unset")]
    [InlineData("1")]
    public void Another_name_is_no_key_specification(string name)
    {
        Assert.False(KeySpecs.TryParse(name, out KeySpec spec));
        Assert.Equal(KeySpec.Unset, spec);
    }

    [Theory]
    [InlineData(KeyUsage.EncryptDecrypt, 1, "ENCRYPT_DECRYPT")]
    [InlineData(KeyUsage.SignVerify, 2, "SIGN_VERIFY")]
    [InlineData(KeyUsage.GenerateVerifyMac, 3, "GENERATE_VERIFY_MAC")]
    public void A_key_usage_has_its_number_and_name(KeyUsage usage, int number, string name)
    {
        Assert.Equal(number, (int)usage);
        Assert.Equal(name, usage.Name());
        Assert.True(KeyUsages.TryParse(name, out KeyUsage parsed));
        Assert.Equal(usage, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sign_verify")]
    [InlineData("KEY_AGREEMENT")]
    public void Another_name_is_no_key_usage(string name)
    {
        Assert.False(KeyUsages.TryParse(name, out KeyUsage usage));
        Assert.Equal(KeyUsage.Unset, usage);
    }

    [Theory]
    [InlineData(SigningAlgorithm.RsaPssSha256, 1, "RSASSA_PSS_SHA_256")]
    [InlineData(SigningAlgorithm.RsaPssSha384, 2, "RSASSA_PSS_SHA_384")]
    [InlineData(SigningAlgorithm.RsaPssSha512, 3, "RSASSA_PSS_SHA_512")]
    [InlineData(SigningAlgorithm.RsaPkcs1Sha256, 4, "RSASSA_PKCS1_V1_5_SHA_256")]
    [InlineData(SigningAlgorithm.RsaPkcs1Sha384, 5, "RSASSA_PKCS1_V1_5_SHA_384")]
    [InlineData(SigningAlgorithm.RsaPkcs1Sha512, 6, "RSASSA_PKCS1_V1_5_SHA_512")]
    [InlineData(SigningAlgorithm.EcdsaSha256, 7, "ECDSA_SHA_256")]
    [InlineData(SigningAlgorithm.EcdsaSha384, 8, "ECDSA_SHA_384")]
    [InlineData(SigningAlgorithm.EcdsaSha512, 9, "ECDSA_SHA_512")]
    public void A_signing_algorithm_has_its_number_and_name(SigningAlgorithm algorithm, int number, string name)
    {
        Assert.Equal(number, (int)algorithm);
        Assert.True(SigningAlgorithms.TryParse(name, out SigningAlgorithm parsed));
        Assert.Equal(algorithm, parsed);
        Assert.Contains(name, SigningAlgorithms.AcceptedNames, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ECDSA_SHA_1")]
    [InlineData("SM2DSA_SM3")]
    public void Another_name_is_no_signing_algorithm(string name)
    {
        Assert.False(SigningAlgorithms.TryParse(name, out SigningAlgorithm algorithm));
        Assert.Equal(SigningAlgorithm.Unset, algorithm);
    }

    [Theory]
    [InlineData("HMAC_SHA_256", HashName.Sha256)]
    [InlineData("HMAC_SHA_384", HashName.Sha384)]
    [InlineData("HMAC_SHA_512", HashName.Sha512)]
    public void A_MAC_algorithm_has_its_hash(string name, HashName hash)
    {
        Assert.True(MacAlgorithms.TryParse(name, out HashName parsed));
        Assert.Equal(hash, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HMAC_SM3")]
    [InlineData("hmac_sha_256")]
    public void Another_name_is_no_MAC_algorithm(string name)
    {
        Assert.False(MacAlgorithms.TryParse(name, out HashName hash));
        Assert.Equal(HashName.Unset, hash);
    }

    [Theory]
    [InlineData(KeySpec.Rsa2048, 256, 190)]
    [InlineData(KeySpec.Rsa3072, 384, 318)]
    [InlineData(KeySpec.Rsa4096, 512, 446)]
    public void An_RSA_key_takes_what_OAEP_leaves_of_its_modulus(KeySpec spec, int modulus, int capacity)
    {
        Assert.Equal(modulus, spec.ModulusLength());
        Assert.Equal(capacity, spec.OaepCapacity());
    }

    [Fact]
    public void No_two_outcomes_share_a_number() =>
        Assert.Equal(Enum.GetNames<Status>().Length, Enum.GetValues<Status>().Distinct().Count());
}
