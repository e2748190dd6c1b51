using System.Security.Cryptography;
using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class SignatureTests : KmsTest
{
    private static readonly KeySpec[] s_specs = [KeySpec.Rsa2048, KeySpec.Rsa3072, KeySpec.Rsa4096, KeySpec.EcP256, KeySpec.EcP384];

    public static TheoryData<KeySpec, SigningAlgorithm> Fitting() => Pairs(fitting: true);

    public static TheoryData<KeySpec, SigningAlgorithm> Unfitting() => Pairs(fitting: false);

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task A_message_is_signed_and_verified(KeySpec spec, SigningAlgorithm algorithm)
    {
        Guid keyId = await CreateIdAsync(spec);

        byte[] signature = (await Crypto.SignAsync(keyId, Bytes(100), isDigest: false, algorithm)).Take();

        Assert.True(Crypto.Verify(keyId, Bytes(100), isDigest: false, signature, algorithm).Ok());
        Assert.False(Crypto.Verify(keyId, Bytes(101), isDigest: false, signature, algorithm).Ok());
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task A_signature_is_what_others_expect(KeySpec spec, SigningAlgorithm algorithm)
    {
        Guid keyId = await CreateIdAsync(spec);

        byte[] signature = (await Crypto.SignAsync(keyId, Bytes(100), isDigest: false, algorithm)).Take();

        Assert.True(VerifyOutside(Keys.GetPublicKey(keyId).Ok(), algorithm, Bytes(100), signature));
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task A_message_and_its_digest_are_signed_alike(KeySpec spec, SigningAlgorithm algorithm)
    {
        Guid keyId = await CreateIdAsync(spec);
        byte[] digest = CryptographicOperations.HashData(algorithm.HashAlgorithm(), Bytes(100));

        byte[] ofDigest = (await Crypto.SignAsync(keyId, digest, isDigest: true, algorithm)).Take();
        byte[] ofMessage = (await Crypto.SignAsync(keyId, Bytes(100), isDigest: false, algorithm)).Take();

        Assert.True(Crypto.Verify(keyId, Bytes(100), isDigest: false, ofDigest, algorithm).Ok());
        Assert.True(Crypto.Verify(keyId, digest, isDigest: true, ofMessage, algorithm).Ok());
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task A_digest_of_another_length_is_refused(KeySpec spec, SigningAlgorithm algorithm)
    {
        Guid keyId = await CreateIdAsync(spec);
        int length = CryptographicOperations.HashData(algorithm.HashAlgorithm(), []).Length;
        foreach (int other in (int[])[0, 1, 20, length - 1, length + 1, 4096, 100_000])
        {
            (await Crypto.SignAsync(keyId, Bytes(other), isDigest: true, algorithm)).FailsWith(Status.DigestLengthWrong);
            Crypto.Verify(keyId, Bytes(other), isDigest: true, Bytes(256), algorithm).FailsWith(Status.DigestLengthWrong);
        }
    }

    [Theory]
    [MemberData(nameof(Unfitting))]
    public async Task An_algorithm_that_does_not_go_with_the_key_is_refused(KeySpec spec, SigningAlgorithm algorithm)
    {
        Guid keyId = await CreateIdAsync(spec);

        (await Crypto.SignAsync(keyId, Bytes(32), isDigest: false, algorithm)).FailsWith(Status.AlgorithmUnsupportedByKey);
        Crypto.Verify(keyId, Bytes(32), isDigest: false, Bytes(64), algorithm).FailsWith(Status.AlgorithmUnsupportedByKey);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    public async Task A_message_of_allowed_length_is_signed(int length)
    {
        Guid keyId = await CreateIdAsync(KeySpec.EcP256);

        byte[] signature = (await Crypto.SignAsync(keyId, Bytes(length), isDigest: false, SigningAlgorithm.EcdsaSha256)).Take();

        Assert.True(Crypto.Verify(keyId, Bytes(length), isDigest: false, signature, SigningAlgorithm.EcdsaSha256).Ok());
    }

    [Theory]
    [InlineData(4097)]
    [InlineData(100_000)]
    public async Task A_longer_message_is_refused(int length)
    {
        Guid keyId = await CreateIdAsync(KeySpec.EcP256);

        (await Crypto.SignAsync(keyId, Bytes(length), isDigest: false, SigningAlgorithm.EcdsaSha256)).FailsWith(Status.ParameterInvalid);
        Crypto.Verify(keyId, Bytes(length), isDigest: false, Bytes(70), SigningAlgorithm.EcdsaSha256).FailsWith(Status.ParameterInvalid);
    }

    [Theory]
    [InlineData(KeySpec.Rsa2048, SigningAlgorithm.RsaPssSha256)]
    [InlineData(KeySpec.Rsa2048, SigningAlgorithm.RsaPkcs1Sha256)]
    [InlineData(KeySpec.EcP256, SigningAlgorithm.EcdsaSha256)]
    public async Task A_signature_with_any_bit_flipped_is_not_valid(KeySpec spec, SigningAlgorithm algorithm)
    {
        Guid keyId = await CreateIdAsync(spec);
        byte[] signature = (await Crypto.SignAsync(keyId, Bytes(10), isDigest: false, algorithm)).Take();
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            byte[] flipped = [.. signature];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Crypto.Verify(keyId, Bytes(10), isDigest: false, flipped, algorithm).Ok());
        }
    }

    [Theory]
    [InlineData(KeySpec.Rsa2048, SigningAlgorithm.RsaPssSha256)]
    [InlineData(KeySpec.Rsa2048, SigningAlgorithm.RsaPkcs1Sha256)]
    [InlineData(KeySpec.EcP256, SigningAlgorithm.EcdsaSha256)]
    public async Task A_signature_of_any_other_length_is_not_valid_and_not_an_error(KeySpec spec, SigningAlgorithm algorithm)
    {
        Guid keyId = await CreateIdAsync(spec);
        byte[] signature = (await Crypto.SignAsync(keyId, Bytes(10), isDigest: false, algorithm)).Take();
        for (int length = 0; length < signature.Length; length++)
        {
            Assert.False(Crypto.Verify(keyId, Bytes(10), isDigest: false, signature.AsSpan(0, length), algorithm).Ok());
        }

        foreach (int more in (int[])[1, 16, 1_000_000])
        {
            Assert.False(Crypto.Verify(keyId, Bytes(10), isDigest: false, (byte[])[.. signature, .. new byte[more]], algorithm).Ok());
        }
    }

    [Fact]
    public async Task A_signature_of_another_key_is_not_valid()
    {
        Guid keyId = await CreateIdAsync(KeySpec.EcP256);
        byte[] signature = (await Crypto.SignAsync(keyId, Bytes(10), isDigest: false, SigningAlgorithm.EcdsaSha256)).Take();

        Assert.False(Crypto.Verify(await CreateIdAsync(KeySpec.EcP256), Bytes(10), isDigest: false, signature, SigningAlgorithm.EcdsaSha256).Ok());
    }

    [Fact]
    public async Task A_signature_of_one_padding_is_not_valid_for_the_other()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048);
        byte[] pss = (await Crypto.SignAsync(keyId, Bytes(10), isDigest: false, SigningAlgorithm.RsaPssSha256)).Take();

        Assert.False(Crypto.Verify(keyId, Bytes(10), isDigest: false, pss, SigningAlgorithm.RsaPkcs1Sha256).Ok());
    }

    [Fact]
    public async Task Verifying_needs_no_HSM()
    {
        Guid keyId = await CreateIdAsync(KeySpec.EcP256);
        byte[] signature = (await Crypto.SignAsync(keyId, Bytes(10), isDigest: false, SigningAlgorithm.EcdsaSha256)).Take();
        int runs = Provider.Runs;

        Assert.True(Crypto.Verify(keyId, Bytes(10), isDigest: false, signature, SigningAlgorithm.EcdsaSha256).Ok());

        Assert.Equal(runs, Provider.Runs);
    }

    [Fact]
    public async Task A_signature_names_its_key()
    {
        Guid keyId = await CreateIdAsync(KeySpec.EcP256);

        using Signature signature = (await Crypto.SignAsync(keyId, Bytes(10), isDigest: false, SigningAlgorithm.EcdsaSha256)).Ok();

        Assert.Equal(keyId, signature.KeyId);
    }

    private static TheoryData<KeySpec, SigningAlgorithm> Pairs(bool fitting)
    {
        var pairs = new TheoryData<KeySpec, SigningAlgorithm>();
        foreach (KeySpec spec in s_specs)
        {
            foreach (SigningAlgorithm algorithm in Enum.GetValues<SigningAlgorithm>().Where(static a => a != SigningAlgorithm.Unset))
            {
                bool fits = spec switch
                {
                    KeySpec.EcP256 => algorithm is SigningAlgorithm.EcdsaSha256,
                    KeySpec.EcP384 => algorithm is SigningAlgorithm.EcdsaSha384 or SigningAlgorithm.EcdsaSha512,
                    _ => algorithm < SigningAlgorithm.EcdsaSha256,
                };
                if (fits == fitting)
                {
                    pairs.Add(spec, algorithm);
                }
            }
        }

        return pairs;
    }

    private static bool VerifyOutside(string pem, SigningAlgorithm algorithm, byte[] message, byte[] signature)
    {
        if (algorithm >= SigningAlgorithm.EcdsaSha256)
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(pem);
            return ecdsa.VerifyData(message, signature, algorithm.HashAlgorithm(), DSASignatureFormat.Rfc3279DerSequence);
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        RSASignaturePadding padding = algorithm < SigningAlgorithm.RsaPkcs1Sha256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return rsa.VerifyData(message, signature, algorithm.HashAlgorithm(), padding);
    }
}
